package org.acme.shop;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.EventStreamExtension;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;

class PlainTest {

    // tag::plain[]
    @RegisterExtension
    static final EventStreamExtension STREAM = new EventStreamExtension(StandaloneStream.builder().stream("memory"));

    @Test
    void aHandlerGetsWhatWasPublished(EventStream stream, ObservedEvents events) {
        List<Order> billed = new CopyOnWriteArrayList<>();
        stream.newSubscription("billing").topic("orders").name("orderCreated")
                .handler(event -> billed.add(event.payload(Order.class))).register();

        stream.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .payload(new Order("o-1", "c-1", null)).build());

        await().delivered(events).to("billing").once();
        assertThat(billed).extracting(Order::orderId).containsExactly("o-1");
    }
    // end::plain[]

    // tag::instances[]
    @Test
    void instancesShareTheOrders() {
        MemoryBroker broker = new MemoryBroker(4);
        try (StandaloneStream first = instance(broker); StandaloneStream second = instance(broker)) {
            await().listening(first.observed());
            await().listening(second.observed());

            for (int i = 0; i < 8; i++) {
                first.events()
                        .publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key("c-" + i).build());
            }

            await().delivered(first.observed()).atLeast(1);
            await().delivered(second.observed()).atLeast(1);
        }
    }

    private static StandaloneStream instance(MemoryBroker broker) {
        StandaloneStream stream = StandaloneStream.builder().stream("memory").memory(broker).property("group", "billing")
                .open();
        stream.events().newSubscription("billing").topic("orders").handler(event -> {}).register();
        return stream;
    }
    // end::instances[]

    @Test
    void aFailureShowsWhatWasSeen(EventStream stream, ObservedEvents events) throws Exception {
        for (String order : List.of("o-1", "o-2")) {
            stream.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key("c-1")
                    .payload(new Order(order, "c-1", BigDecimal.TEN)).build());
        }
        stream.publishAndAwait(OutgoingEvent.builder("orderCancelled").topic("orders").namespace("shop").key("c-1").build());

        assertThatThrownBy(() -> published(events).to("orders").named("orderCreated").withKey("c-1")
                .withPayload(new Order("o-3", "c-1", BigDecimal.TEN)).once()).isInstanceOf(AssertionError.class)
                .hasMessage(Files.readString(Path.of("modules", "ROOT", "examples", "test", "messages", "published.txt"))
                        .stripTrailing());
    }
}
