package io.quarkiverse.eventstream.outbox.deployment.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.Once;
import io.quarkus.test.QuarkusUnitTest;

/** A test without a database. */
class MemoryOutboxTest extends OutboxContractTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Shipping.class))
            .overrideConfigKey("quarkus.eventstream.stream", "memory");

    @Singleton
    static class Shipping {

        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger shipped = new AtomicInteger();

        @Once
        @OnEvent(topic = "shipping")
        void ship(IncomingEvent event) {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("The carrier does not answer");
            }
            shipped.incrementAndGet();
        }
    }

    @Inject
    Shipping shipping;

    @Test
    void anEventTakesEffectOnce() {
        time.skipWaits();
        OutgoingEvent order = OutgoingEvent.builder("orderPacked").topic("shipping").namespace("shop").key("k").id("1")
                .payload(Map.of()).build();

        events.publishAndAwait(order);
        events.publishAndAwait(order);
        events.publishAndAwait(order.toBuilder().id("2").build());

        await().nothingLost(observed);
        assertThat(shipping.attempts).hasValue(3);
        assertThat(shipping.shipped).hasValue(2);
    }
}
