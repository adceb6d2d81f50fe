package org.acme.parcels;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * A small service, in a package like those of users, because Quarkus checks classes of {@code io.quarkiverse} less strictly.
 */
@Singleton
public class Parcels {

    @Inject
    EventStream events;

    void announce(@Observes StartupEvent start) {
        events.publishAndAwait(OutgoingEvent.builder("opened").topic("parcels").namespace("acme").build());
    }

    @Blocking
    @OnEvent(topic = "parcels", name = "packed")
    void onPacked(IncomingEvent event) {}

    @NonBlocking
    @OnEvent(topic = "parcels", name = "sent")
    void onSent(IncomingEvent event) {}

    @RunOnVirtualThread
    @OnEvent(topic = "parcels", name = "lost")
    @OnEvent(topic = "parcels", name = "found")
    void onLostOrFound(IncomingEvent event) {}
}
