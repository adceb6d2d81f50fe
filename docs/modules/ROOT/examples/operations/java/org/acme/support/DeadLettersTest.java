package org.acme.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkus.test.QuarkusUnitTest;

/** The code of the guide does what the guide says. */
class DeadLettersTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(DeadLetters.class, Billing.class))
            .overrideConfigKey("quarkus.eventstream.stream", "memory")
            .overrideConfigKey("quarkus.eventstream.group", "shop")
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1");

    @Singleton
    static class Billing {

        private final AtomicBoolean fails = new AtomicBoolean(true);
        private final List<Object> billed = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "orders", id = "billing")
        void bill(Map<String, Object> order) {
            if (fails.get()) {
                throw new IllegalStateException("No such customer");
            }
            billed.add(order.get("customer"));
        }
    }

    @Inject
    EventStream events;

    @Inject
    DeadLetters letters;

    @Inject
    Billing billing;

    private void publish(String customer) {
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key(customer)
                .payload(Map.of("customer", customer)).build());
    }

    private long count(LetterState state) {
        return letters.desk.topics().get(0).count(state);
    }

    @Test
    void lettersAreListedShownRedrivenAndDiscarded() {
        for (String customer : List.of("c-1", "c-2", "c-3", "test-customer")) {
            publish(customer);
        }
        await(LetterState.OPEN, 4);
        billing.fails.set(false);

        letters.report();
        letters.list(LetterFilter.open());
        letters.list(letters.lostCustomers());
        assertThat(letters.customerOf(id(1))).isEqualTo("c-2");

        assertThat(letters.discardTests("ada")).isEqualTo(1);
        letters.redriveCorrected(id(0), """
                {"id":"1","name":"orderCreated","namespace":"shop","payload":{"customer":"c-9"}}""", "ada");
        await(LetterState.RESOLVED, 1);
        letters.redriveLettersOfGo(List.of(id(1)), "ada");
        await(LetterState.RESOLVED, 2);
        letters.redrive(LetterFilter.open(), "ada").toCompletableFuture().join();
        await(LetterState.RESOLVED, 3);

        assertThat(billing.billed).containsExactly("c-9", "c-2", "c-3");
        assertThat(count(LetterState.OPEN)).isZero();
        assertThat(count(LetterState.DISCARDED)).isEqualTo(1);
    }

    private static LetterId id(long offset) {
        return new LetterId("orders.dlq", 0, offset);
    }

    private void await(LetterState state, long number) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count(state) == number);
    }
}
