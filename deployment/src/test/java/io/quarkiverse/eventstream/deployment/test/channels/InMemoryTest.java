package io.quarkiverse.eventstream.deployment.test.channels;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySource;

/**
 * Channels of the bus, switched to the in-memory connector like any others.
 */
class InMemoryTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, Bills.class, Order.class, Bill.class, Box.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("mp.messaging.incoming.orders.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.orders.name", "orderCreated")
            .overrideConfigKey("mp.messaging.incoming.boxes.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.bills.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.bills.name", "billed")
            .overrideConfigKey("mp.messaging.outgoing.bills.namespace", "shop")
            .overrideConfigKey("mp.messaging.outgoing.notes.connector", "eventstream")
            .setBeforeAllCustomizer(() -> {
                InMemoryConnector.switchIncomingChannelsToInMemory("orders", "boxes");
                InMemoryConnector.switchOutgoingChannelsToInMemory("bills", "notes");
            });

    public record Order(String id, int amount) {}

    public record Bill(String order, int sum, String event) {}

    public record Box<T>(List<T> content) {}

    @Singleton
    static class Bills {
        final List<Object> boxes = new CopyOnWriteArrayList<>();

        @Channel("notes")
        Emitter<OutgoingEvent> notes;

        @Incoming("orders")
        @Outgoing("bills")
        Bill bill(Order order, IncomingEvent event) {
            return new Bill(order.id(), order.amount() * 2, event == null ? "none" : event.id());
        }

        @Incoming("boxes")
        void open(Box<Order> box) {
            boxes.add(box);
        }
    }

    @Inject
    @Any
    InMemoryConnector memory;

    @Inject
    Bills bills;

    @AfterAll
    static void switchBack() {
        InMemoryConnector.clear();
    }

    @Test
    void aTestSendsPayloadsOrEventsAndGetsSentMessages() {
        InMemorySource<Object> orders = memory.source("orders");
        orders.send(new Order("o-1", 3));
        orders.send(OutgoingEvent.builder("orderCreated").id("e-2").topic("orders").namespace("shop")
                .payload(Map.of("id", "o-2", "amount", 4)).build());

        await().untilAsserted(
                () -> assertThat(memory.sink("bills").received()).extracting(Message::getPayload)
                        .containsExactly(new Bill("o-1", 6, "none"), new Bill("o-2", 8, "e-2")));
    }

    @Test
    void anEventThatATestSendsIsReadWithItsTypeArguments() {
        memory.<Object>source("boxes").send(OutgoingEvent.builder("boxed").topic("boxes").namespace("shop")
                .payload(new Box<>(List.of(new Order("o-1", 3)))).build());

        await().untilAsserted(() -> assertThat(bills.boxes).containsExactly(new Box<>(List.of(new Order("o-1", 3)))));
    }

    @Test
    void aTestSeesTheEventThatWasSent() {
        OutgoingEvent note = OutgoingEvent.builder("noted").namespace("shop").build();
        bills.notes.send(note);

        assertThat(memory.<OutgoingEvent>sink("notes").received()).singleElement()
                .satisfies(message -> assertThat(message.getPayload()).isSameAs(note));
    }
}
