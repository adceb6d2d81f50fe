package io.quarkiverse.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;

import org.junit.jupiter.api.Test;

class EventTypeTest {

    @EventType(topic = "orders", name = "orderCreated", namespace = "shop", version = 2)
    record OrderCreated(@EventKey String orderId, String customer) {}

    @Test
    void anEventHasTheAttributesOfItsType() {
        OrderCreated order = new OrderCreated("o-1", "joe");

        OutgoingEvent event = OutgoingEvent.of(order).build();

        assertThat(event.topics()).containsExactly("orders");
        assertThat(event.name()).isEqualTo("orderCreated");
        assertThat(event.namespace()).isEqualTo("shop");
        assertThat(event.version()).isEqualTo(2);
        assertThat(event.key()).isEqualTo("o-1");
        assertThat(event.payload()).isSameAs(order);
    }

    @Test
    void attributesGivenExplicitlyWin() {
        OutgoingEvent event = OutgoingEvent.of(new OrderCreated("o-1", "joe")).topic("copies").namespace("other").key("k")
                .version(3).header("tenant", "eu").id("id-1").build();

        assertThat(event.topics()).containsExactly("copies");
        assertThat(event.name()).isEqualTo("orderCreated");
        assertThat(event.namespace()).isEqualTo("other");
        assertThat(event.key()).isEqualTo("k");
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.id()).isEqualTo("id-1");
    }

    @Test
    void withoutAKeyTheIdIsTheKey() {
        OutgoingEvent event = OutgoingEvent.of(new OrderCreated(null, "joe")).build();

        assertThat(event.key()).isEqualTo(event.id());
    }

    @EventType(topic = "parcels", namespace = "shop")
    sealed interface ParcelEvent permits ParcelSent, ParcelLost {

        @EventKey
        UUID parcel();
    }

    @EventType(name = "parcelSent")
    record ParcelSent(UUID parcel) implements ParcelEvent {}

    @EventType(topic = "losses", name = "parcelLost")
    record ParcelLost(UUID parcel) implements ParcelEvent {}

    @Test
    void topicNamespaceAndKeyComeFromTheTypeAbove() {
        UUID parcel = UUID.randomUUID();

        OutgoingEvent event = OutgoingEvent.of(new ParcelSent(parcel)).build();

        assertThat(event.topics()).containsExactly("parcels");
        assertThat(event.namespace()).isEqualTo("shop");
        assertThat(event.name()).isEqualTo("parcelSent");
        assertThat(event.key()).isEqualTo(parcel.toString());
        assertThat(OutgoingEvent.of(new ParcelLost(parcel)).build().topics()).containsExactly("losses");
    }

    @EventType(topic = "accounts", name = "accountOpened")
    static class Account {

        @EventKey
        private final long number;

        Account(long number) {
            this.number = number;
        }
    }

    @Test
    void aProxyHasTheTypeOfItsObject() {
        OutgoingEvent event = OutgoingEvent.of(new Account(42) {}).build();

        assertThat(event.name()).isEqualTo("accountOpened");
        assertThat(event.key()).isEqualTo("42");
    }

    @EventType(topic = "${event-type-test.topic:fallback}", name = "priced")
    record Priced() {}

    @Test
    void expressionsAreExpandedAtEachCall() {
        assertThat(OutgoingEvent.of(new Priced()).build().topics()).containsExactly("fallback");
        System.setProperty("event-type-test.topic", "prices");
        try {
            assertThat(OutgoingEvent.of(new Priced()).build().topics()).containsExactly("prices");
        } finally {
            System.clearProperty("event-type-test.topic");
        }
    }

    @EventType(topic = "${event-type-test.missing}", name = "lost")
    record Lost() {}

    @Test
    void aMissingPropertyIsNamed() {
        assertThatThrownBy(() -> OutgoingEvent.of(new Lost())).isInstanceOf(IllegalStateException.class)
                .hasMessage("@EventType of " + Lost.class.getName()
                        + " needs the property event-type-test.missing, which is not set");
    }

    @Test
    void anObjectOfAnotherClassIsRefused() {
        assertThatThrownBy(() -> OutgoingEvent.of("text")).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "java.lang.String has no event type: annotate it with @EventType, or use OutgoingEvent.builder(name)");
        assertThatThrownBy(() -> OutgoingEvent.of(OutgoingEvent.builder("orderCreated")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An OutgoingEvent.Builder can't be published: call its method build()");
    }

    @EventType(topic = "orders", name = "broken")
    record Broken(String text) {

        @EventKey
        String key() {
            throw new UnsupportedOperationException("no key");
        }
    }

    @Test
    void theFailureOfAKeyIsTold() {
        assertThatThrownBy(() -> OutgoingEvent.of(new Broken(""))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key of a " + Broken.class.getName()
                        + " could not be read: key failed with java.lang.UnsupportedOperationException: no key")
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
}
