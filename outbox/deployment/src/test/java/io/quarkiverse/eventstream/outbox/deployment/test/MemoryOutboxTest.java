package io.quarkiverse.eventstream.outbox.deployment.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Publishes;
import io.quarkiverse.eventstream.outbox.Once;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** A test without a database. */
class MemoryOutboxTest extends OutboxContractTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Shipping.class, Returns.class))
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

    @EventType(topic = "returns", name = "orderReturned", namespace = "shop")
    record OrderReturned(@EventKey String id) {}

    @ApplicationScoped
    static class Returns {

        @Publishes
        @Transactional
        OrderReturned accept(String id) {
            return new OrderReturned(id);
        }

        @Publishes
        @Transactional
        Uni<OrderReturned> acceptLater(String id) {
            return Uni.createFrom().item(new OrderReturned(id));
        }

        @Publishes
        @Transactional
        CompletionStage<OrderReturned> acceptInStage(String id) {
            return CompletableFuture.completedStage(new OrderReturned(id));
        }

        @Publishes
        @Transactional
        WithoutNamespace invalid() {
            return new WithoutNamespace("i");
        }

        @Once
        @Publishes
        @OnEvent(topic = "requests", name = "returnRequested")
        OrderReturned answer(IncomingEvent request) {
            return new OrderReturned(request.id());
        }
    }

    @EventType(topic = "invalid", name = "invalid")
    record WithoutNamespace(String id) {}

    @Inject
    Returns returns;

    @RepeatedTest(20)
    void aResultThatCannotBeStoredRollsBack() {
        assertThatThrownBy(returns::invalid).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void anAsynchronousResultDoesNotWaitForItsOwnCommit() {
        returns.acceptLater("r-3").await().atMost(Duration.ofSeconds(30));
        assertThat(returns.acceptInStage("r-4")).succeedsWithin(Duration.ofSeconds(30));

        await().sent(observed).ofType(OrderReturned.class).withKey("r-3").once();
        await().sent(observed).ofType(OrderReturned.class).withKey("r-4").once();
    }

    @Test
    void theAnswerOfAListenerIsPublishedOnce() {
        OutgoingEvent request = OutgoingEvent.builder("returnRequested").topic("requests").namespace("shop").id("q-1")
                .payload(Map.of()).build();

        events.publishAndAwait(request);
        events.publishAndAwait(request);

        await().nothingLost(observed);
        await().published(observed).ofType(OrderReturned.class).withKey("q-1").once();
    }

    @Inject
    Shipping shipping;

    @Test
    void aPublishedResultGoesWithTheTransaction() {
        returns.accept("r-1");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            returns.accept("r-2");
            throw new IllegalStateException("not wanted");
        })).hasMessageContaining("not wanted");

        await().sent(observed).ofType(OrderReturned.class).withKey("r-1").once();
        rolledBack(observed).ofType(OrderReturned.class).withKey("r-2").once();
        await().published(observed).ofType(OrderReturned.class).once();
    }

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
