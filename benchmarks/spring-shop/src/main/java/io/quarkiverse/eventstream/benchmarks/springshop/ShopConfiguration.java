package io.quarkiverse.eventstream.benchmarks.springshop;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The shop, with what Spring Boot configures by itself. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Orders.class)
class ShopConfiguration {}
