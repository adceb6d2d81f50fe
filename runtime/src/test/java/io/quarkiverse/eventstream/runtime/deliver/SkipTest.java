package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.REDELIVER;
import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.STOP;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;

/** An operator has an event skipped. */
class SkipTest {

    /** A failed event waits for an hour. */
    private static final Treatment PATIENT = new Treatment(Ordering.PARTITION, 50, REDELIVER, 10,
            Map.of(IllegalStateException.class.getName(),
                    new FailureRule(REDELIVER, 10, new Redelivery(Duration.ofHours(1), Duration.ofHours(1)))));

    private final Deliveries deliveries = new Deliveries();
    private final List<String> invocations = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        deliveries.close();
    }

    private EventHandler failingForTheFirst() {
        return event -> {
            invocations.add(event.id());
            if (event.id().equals("0")) {
                throw new IllegalStateException("no such customer");
            }
        };
    }

    private boolean skip(long offset) {
        return deliveries.partition().skip("id", offset, "joe: the customer is gone");
    }

    @Test
    void anEventThatWaitsForItsRetryIsSkippedAndTheNextOneIsDelivered() {
        deliveries.listen(PATIENT, failingForTheFirst());
        deliveries.offerMany(0, 2);
        await().until(() -> deliveries.partition().unfinishedEvents().stream().anyMatch(event -> event.lastFailure() != null));

        assertThat(skip(0)).isTrue();

        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(invocations).containsExactly("0", "1");
    }

    @Test
    void theEventThatHasStoppedAListenerIsNotDeliveredAgainWhenItIsResumed() {
        Listener listener = deliveries.listen(DEFAULT.failures(STOP, 1), failingForTheFirst());
        deliveries.offerMany(0, 2);
        await().until(() -> listener.stopReason() != null);

        assertThat(skip(0)).isTrue();

        await().until(() -> deliveries.partition().committable() == 1);
        assertThat(listener.isStopped()).isTrue();
        listener.resume();
        deliveries.partition().wake();
        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(invocations).containsExactly("0", "1");
    }

    @Test
    void anInvocationInFlightDecidesFirst() {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        deliveries.listen(PATIENT.ordering(Ordering.UNORDERED), event -> {
            invocations.add(event.id());
            entered.countDown();
            leave.await();
            if (event.id().equals("0")) {
                throw new IllegalStateException("no such customer");
            }
        });
        deliveries.offerMany(0, 2);
        await().until(() -> entered.getCount() == 0);

        assertThat(skip(0)).isTrue();
        assertThat(skip(1)).isTrue();
        assertThat(deliveries.partition().committable()).isZero();
        leave.countDown();

        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(invocations).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void nothingElseIsSkipped() {
        deliveries.listen(PATIENT, failingForTheFirst());
        deliveries.offerMany(0, 2);
        await().until(() -> invocations.contains("0"));

        assertThat(skip(1)).as("it waits for the event before it").isFalse();
        assertThat(skip(7)).isFalse();
        assertThat(deliveries.partition().skip("another", 0, "joe")).isFalse();
        assertThat(deliveries.partition().committable()).isZero();
    }
}
