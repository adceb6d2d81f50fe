package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.MutinyEmitter;

/**
 * Events of a family are published by the bean and by a channel, and get to a listener, a handler and a channel as their own classes.
 */
class TypedEventsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("mp.messaging.outgoing.sent.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.parcels.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.parcels.group", "typed-events.channel");

    @EventType(topic = "typed-events.parcels", namespace = "shop")
    sealed interface ParcelEvent permits ParcelSent, ParcelLost {

        @EventKey
        String parcel();
    }

    @EventType(name = "parcelSent", version = 2)
    record ParcelSent(String parcel, int weight) implements ParcelEvent {}

    @EventType(name = "parcelLost")
    record ParcelLost(String parcel, String reason) implements ParcelEvent {}

    @Singleton
    static class Listener {

        final List<ParcelEvent> events = new CopyOnWriteArrayList<>();
        final List<IncomingEvent> envelopes = new CopyOnWriteArrayList<>();

        @OnEvent
        void on(ParcelEvent parcel, IncomingEvent event) {
            events.add(parcel);
            envelopes.add(event);
        }
    }

    @ApplicationScoped
    static class ChannelListener {

        final List<ParcelEvent> events = new CopyOnWriteArrayList<>();

        @Incoming("parcels")
        void on(ParcelEvent parcel) {
            events.add(parcel);
        }

        List<ParcelEvent> events() {
            return events;
        }
    }

    @Inject
    EventStream events;

    @Inject
    @Channel("sent")
    MutinyEmitter<ParcelEvent> sent;

    @Inject
    Listener listener;

    @Inject
    ChannelListener channel;

    @Test
    void eachEventIsReadAsItsOwnClass() {
        ParcelSent first = new ParcelSent("p-1", 7);
        ParcelLost second = new ParcelLost("p-1", "flood");
        ParcelSent third = new ParcelSent("p-1", 8);
        List<ParcelSent> handled = new CopyOnWriteArrayList<>();
        events.newSubscription("sent-only").eventType(ParcelSent.class).group("typed-events.handler").offset(Offset.EARLIEST)
                .handler(event -> handled.add(event.payload(ParcelSent.class))).register();

        events.publishAndAwait(first);
        events.publishAndAwait(OutgoingEvent.builder("parcelUnknown").namespace("shop").topic("typed-events.parcels").key("p-1")
                .build());
        sent.sendAndAwait(second);
        sent.sendAndAwait(third);

        Patience.await().until(() -> listener.events.size() >= 3 && channel.events().size() >= 3 && handled.size() >= 2);
        assertThat(listener.events).containsExactly(first, second, third);
        assertThat(channel.events()).containsExactly(first, second, third);
        assertThat(handled).containsExactly(first, third);
        assertThat(listener.envelopes).extracting(IncomingEvent::key).containsOnly("p-1");
        assertThat(listener.envelopes).extracting(IncomingEvent::version).containsExactly(2L, 1L, 2L);
        assertThat(listener.envelopes).extracting(IncomingEvent::namespace).containsOnly("shop");
    }
}
