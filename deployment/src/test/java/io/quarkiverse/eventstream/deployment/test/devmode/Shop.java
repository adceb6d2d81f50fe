package io.quarkiverse.eventstream.deployment.test.devmode;

import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.runtime.StartupEvent;

/** A first application: it publishes an event, and listens to it. */
@Singleton
public class Shop {

    private static final Logger LOG = Logger.getLogger(Shop.class);

    void open(@Observes StartupEvent start, EventStream events, @ConfigProperty(name = "shop.topic") String topic) {
        events.publish(OutgoingEvent.builder("orderCreated").topic(topic).namespace("shop").payload(Map.of("id", "1")).build());
    }

    @OnEvent(topic = "${shop.topic}", offset = "earliest")
    void bill(IncomingEvent event) {
        LOG.infof("Billed %s", event.name());
    }
}
