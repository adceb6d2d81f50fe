package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Upcast;
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
            .overrideConfigKey("quarkus.eventstream.listener.known.newer-version", "dead-letter")
            .overrideConfigKey("mp.messaging.outgoing.sent.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.parcels.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.parcels.group", "typed-events.channel");

    @EventType(topic = "typed-events.parcels", namespace = "shop")
    sealed interface ParcelEvent permits ParcelSent, ParcelLost {

        @EventKey
        String parcel();
    }

    @EventType(name = "parcelSent", version = 2)
    record ParcelSent(String parcel, int weight) implements ParcelEvent {

        @Upcast(from = 1)
        static ObjectNode kilos(ObjectNode parcel) {
            parcel.put("weight", parcel.remove("grams").intValue() / 1000);
            return parcel;
        }
    }

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

    @EventType(topic = "typed-events.prices", name = "priceChanged", namespace = "shop")
    record PriceChanged(String product, int price) {}

    @Singleton
    static class Prices {

        final List<PriceChanged> known = new CopyOnWriteArrayList<>();
        final List<PriceChanged> all = new CopyOnWriteArrayList<>();

        @OnEvent(id = "known", group = "typed-events.known")
        void known(PriceChanged price) {
            known.add(price);
        }

        @OnEvent(id = "all", group = "typed-events.all")
        void all(PriceChanged price) {
            all.add(price);
        }
    }

    @Inject
    Prices prices;

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

    @Test
    void anOlderEventIsConverted() {
        List<ParcelSent> handled = new CopyOnWriteArrayList<>();
        events.newSubscription("older").eventType(ParcelSent.class).group("typed-events.older").offset(Offset.EARLIEST)
                .handler(event -> handled.add(event.payload(ParcelSent.class))).register();

        events.publishAndAwait(OutgoingEvent.of(new ParcelSent("p-2", 0)).version(1)
                .payload(Map.of("parcel", "p-2", "grams", 7000)).build());

        ParcelSent expected = new ParcelSent("p-2", 7);
        Patience.await().until(() -> listener.events.contains(expected) && channel.events().contains(expected)
                && handled.contains(expected));
    }

    @Test
    void aNewerEventIsDeadLetteredIfTheListenerSaysSo() {
        List<IncomingEvent> letters = new CopyOnWriteArrayList<>();
        events.newSubscription("letters").topic("typed-events.prices.dlq").handler(letters::add).register();

        events.publishAndAwait(OutgoingEvent.of(new PriceChanged("p", 1)).version(2).key("k").build());
        events.publishAndAwait(OutgoingEvent.of(new PriceChanged("p", 2)).key("k").build());

        Patience.await().until(() -> letters.size() == 1 && prices.known.size() == 1 && prices.all.size() == 2);
        assertThat(prices.known).containsExactly(new PriceChanged("p", 2));
        assertThat(prices.all).containsExactly(new PriceChanged("p", 1), new PriceChanged("p", 2));
        assertThat(letters.get(0).version()).isEqualTo(2);
        assertThat(letters.get(0).header("eventstream.dead-letter.message")).hasValueSatisfying(
                reason -> assertThat(reason).contains("has version 2, and the class of the listener known has version 1"));
    }
}
