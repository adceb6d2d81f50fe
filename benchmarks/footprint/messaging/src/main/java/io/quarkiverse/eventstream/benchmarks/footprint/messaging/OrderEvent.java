package io.quarkiverse.eventstream.benchmarks.footprint.messaging;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The part of the envelope that a service reads. Without the bus, it has to be registered for native executables. */
@RegisterForReflection(registerFullHierarchy = true)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderEvent(String id, String name, String namespace, String timestamp, Order payload) {

    public record Order(long number, String customer, Address address, List<Item> items) {}

    public record Address(String street, String city, String postcode, String country) {}

    public record Item(String sku, int quantity, int cents) {}
}
