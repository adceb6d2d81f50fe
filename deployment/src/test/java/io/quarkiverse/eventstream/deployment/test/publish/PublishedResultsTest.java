package io.quarkiverse.eventstream.deployment.test.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Publishes;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/**
 * Results of methods are published after success: of beans, of asynchronous methods, of transactions, and of listeners.
 */
class PublishedResultsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Patience.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "skip")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1");

    @EventType(topic = "published-results.orders", name = "orderPlaced", namespace = "shop")
    record OrderPlaced(@EventKey String id) {}

    @EventType(topic = "published-results.bills", name = "orderBilled", namespace = "shop")
    record OrderBilled(@EventKey String id) {}

    @EventType(topic = "published-results.invalid", name = "invalid")
    record WithoutNamespace(String id) {}

    @ApplicationScoped
    static class Shop {

        @Inject
        TransactionSynchronizationRegistry transactions;

        volatile int statusAtEnd;

        @Publishes
        OrderPlaced place(String id) {
            if (id.startsWith("bad")) {
                throw new IllegalArgumentException(id);
            }
            return id.isEmpty() ? null : new OrderPlaced(id);
        }

        @Publishes
        Uni<OrderPlaced> placeLater(String id) {
            return Uni.createFrom().item(new OrderPlaced(id));
        }

        @Publishes
        CompletionStage<OrderPlaced> placeInStage(String id) {
            return CompletableFuture.completedStage(new OrderPlaced(id));
        }

        @Publishes
        @Transactional
        OrderPlaced placeInTransaction(String id) {
            if (id.startsWith("bad")) {
                transactions.setRollbackOnly();
                throw new IllegalStateException(id);
            }
            assertThat(transactions.getTransactionStatus()).isEqualTo(Status.STATUS_ACTIVE);
            return new OrderPlaced(id);
        }

        @Publishes
        WithoutNamespace invalid() {
            return new WithoutNamespace("i");
        }
    }

    @Singleton
    @Publishes(OrderBilled.class)
    static class Listeners {

        final List<String> placed = new CopyOnWriteArrayList<>();
        final List<String> billed = new CopyOnWriteArrayList<>();

        @OnEvent
        @Publishes
        OrderBilled bill(OrderPlaced order) {
            placed.add(order.id());
            if (order.id().equals("unpaid")) {
                throw new IllegalStateException("unpaid");
            }
            return new OrderBilled(order.id());
        }

        @OnEvent
        void billed(OrderBilled order) {
            billed.add(order.id());
        }
    }

    @Inject
    Shop shop;

    @Inject
    Listeners listeners;

    @Test
    void resultsArePublishedAfterSuccess() {
        assertThat(shop.place("sync")).isEqualTo(new OrderPlaced("sync"));
        assertThat(shop.placeLater("uni").await().indefinitely()).isEqualTo(new OrderPlaced("uni"));
        assertThat(shop.placeInStage("stage").toCompletableFuture().join()).isEqualTo(new OrderPlaced("stage"));
        assertThat(shop.placeInTransaction("transaction")).isEqualTo(new OrderPlaced("transaction"));
        assertThat(shop.place("")).isNull();
        assertThatThrownBy(() -> shop.place("bad")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shop.placeInTransaction("bad transaction")).isInstanceOf(IllegalStateException.class);
        shop.place("unpaid");
        shop.place("last");

        Patience.await().until(() -> listeners.billed.size() >= 5);
        assertThat(listeners.placed).containsExactlyInAnyOrder("sync", "uni", "stage", "transaction", "unpaid", "last");
        assertThat(listeners.billed).containsExactlyInAnyOrder("sync", "uni", "stage", "transaction", "last");
    }

    @Test
    void aResultThatCannotBePublishedFailsTheMethod() {
        assertThatThrownBy(shop::invalid).isInstanceOf(InvalidEventException.class).hasMessageContaining("namespace");
    }
}
