package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Listeners whose topic, name and namespace come from the type of their payload.
 */
class TypedListenersTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none").overrideConfigKey("orders", "orders-of-shop");

    @Inject
    EventStream events;

    @EventType(topic = "${orders}", name = "orderCreated", namespace = "shop")
    record OrderCreated(String id) {}

    @EventType(topic = "parcels", namespace = "shop")
    sealed interface ParcelEvent permits ParcelSent, ParcelEnd {}

    @EventType(name = "parcelSent")
    record ParcelSent(String id) implements ParcelEvent {}

    sealed interface ParcelEnd extends ParcelEvent permits ParcelDelivered, ParcelLost {}

    @EventType(name = "parcelDelivered")
    record ParcelDelivered(String id) implements ParcelEnd {}

    @EventType(name = "${lost:parcelLost}")
    record ParcelLost(String id) implements ParcelEnd {}

    static class Listeners {
        @OnEvent(id = "typed")
        void typed(OrderCreated order) {}

        @OnEvent(id = "both")
        void both(IncomingEvent event, OrderCreated order) {}

        @OnEvent(id = "explicit", topic = "copies", name = "orderCopied", namespace = "market")
        void explicit(OrderCreated order) {}

        @OnEvent(id = "family")
        void family(ParcelEvent parcel) {}

        @OnEvent(id = "member", name = "parcelSent")
        void member(ParcelEvent parcel) {}

        @OnEvent(id = "all", name = OnEvent.ALL, namespace = OnEvent.ALL)
        void all(OrderCreated order) {}
    }

    private Subscription subscription(String id) {
        return events.subscription(id).orElseThrow();
    }

    @Test
    void theTypeHasTopicAndName() {
        assertThat(subscription("typed").topic()).isEqualTo("orders-of-shop");
        assertThat(subscription("typed").name()).isEqualTo("orderCreated");
        assertThat(subscription("both").topic()).isEqualTo("orders-of-shop");
    }

    @Test
    void explicitAttributesWin() {
        assertThat(subscription("explicit").topic()).isEqualTo("copies");
        assertThat(subscription("explicit").name()).isEqualTo("orderCopied");
        assertThat(subscription("all").topic()).isEqualTo("orders-of-shop");
        assertThat(subscription("all").name()).isEmpty();
    }

    @Test
    void aSealedTypeHasTheNamesOfItsPermittedClasses() {
        assertThat(subscription("family").topic()).isEqualTo("parcels");
        assertThat(subscription("family").name()).isEqualTo("parcelDelivered, parcelLost, parcelSent");
        assertThat(subscription("member").name()).isEqualTo("parcelSent");
    }
}
