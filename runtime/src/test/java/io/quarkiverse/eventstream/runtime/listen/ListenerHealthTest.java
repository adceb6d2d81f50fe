package io.quarkiverse.eventstream.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.ConsumptionState;

class ListenerHealthTest {

    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    private final ListenerGroup group = new ListenerGroup("orders", "prod.orders", "prod.billing", Offset.LATEST);
    private final Listener listener = new Listener(new ListenerSpec("bill", "orders", "", "billing", null, ""), event -> null,
            new DeliverySettings(Ordering.KEY, 10, new FailureRules(new FailureRule(FailurePolicy.REDELIVER, 10,
                    new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1))), Map.of()), "orders.dlq", false),
            new ConcurrencyLimit(10), ListenerObservation.NONE);
    private final List<UnfinishedEvent> events = new ArrayList<>();
    private String failure;
    private Duration sinceTurn = Duration.ofSeconds(1);

    @BeforeEach
    void register() {
        group.add(listener);
    }

    @Test
    void aListenerWithoutEventsIsUpAndTellsWhatItListensTo() {
        assertHealth(true, true, "waiting for events. Topic prod.orders, group prod.billing, partitions [0, 2], lag 7");
    }

    @Test
    void aListenerThatIsAtAnEventForAMomentIsUp() {
        event(7, Duration.ofSeconds(10), null, "java.io.IOException: disk full");

        assertHealth(true, true, "at topic prod.orders, partition 0, offset 7 for 10s, 3 calls, failing: java.io.IOException:"
                + " disk full. ");
    }

    @Test
    void oneThatFailsForTooLongIsDownThoughANewProcessWouldNotHelp() {
        event(7, Duration.ofMinutes(2), Duration.ofSeconds(1), "java.io.IOException: disk full");

        assertHealth(false, true, "stuck at topic prod.orders, partition 0, offset 7 for 2m, 3 calls, failing: ");
    }

    @Test
    void oneWhoseCallDoesNotReturnIsDeadEvenIfAnOlderEventWaits() {
        event(7, Duration.ofSeconds(90), null, null);
        event(9, Duration.ofSeconds(80), Duration.ofSeconds(70), null);

        assertHealth(false, false,
                "stuck in call 3, which has not returned for 1m10s, at topic prod.orders, partition 0, offset 9. ");
    }

    @Test
    void oneWhoseCallDoesNotReturnIsDeadEvenIfItIsPaused() {
        listener.pause();
        event(7, Duration.ofMinutes(2), Duration.ofMinutes(2), null);

        assertHealth(false, false, "stuck in call 3");
    }

    @Test
    void oneThatWasPausedIsUp() {
        listener.pause();

        assertHealth(true, true, "paused. ");
    }

    @Test
    void oneThatItsFailurePolicyHasStoppedIsDown() {
        listener.stop("it gave up");

        assertHealth(false, true, "it gave up. ");
    }

    @Test
    void oneThatHasNothingToConsumeFromIsDown() {
        failure = "the broker is away";

        assertHealth(false, true, "the broker is away. ");
    }

    @Test
    void oneWhosePollingThreadDoesNotTurnIsDead() {
        sinceTurn = Duration.ofMinutes(4);
        assertHealth(true, true, "waiting");

        sinceTurn = Duration.ofMinutes(6);
        assertHealth(false, false, "the thread that polls has not done so for 6m. ");
    }

    private void event(long offset, Duration age, Duration calling, String lastFailure) {
        events.add(new UnfinishedEvent("bill", "prod.orders", 0, offset, ago(age),
                calling == null ? OptionalLong.empty() : OptionalLong.of(ago(calling)), 3, lastFailure));
    }

    private static long ago(Duration age) {
        return System.nanoTime() - age.toNanos();
    }

    private void assertHealth(boolean up, boolean alive, String state) {
        ListenerHealth health = ListenerHealth.of(group, new Consumed(), STUCK_AFTER).toList().get(0);

        assertThat(health.up()).isEqualTo(up);
        assertThat(health.alive()).isEqualTo(alive);
        assertThat(health.state()).startsWith(state);
        assertThat(health.name()).isEqualTo("bill");
    }

    private final class Consumed implements Consumption {

        @Override
        public void listenersChanged() {}

        @Override
        public CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<UnfinishedEvent> unfinishedEvents() {
            return events;
        }

        @Override
        public ConsumptionState state() {
            return new ConsumptionState(failure, List.of(0, 2), OptionalLong.of(7), ago(sinceTurn));
        }

        @Override
        public CompletionStage<Boolean> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> stop() {
            throw new UnsupportedOperationException();
        }
    }
}
