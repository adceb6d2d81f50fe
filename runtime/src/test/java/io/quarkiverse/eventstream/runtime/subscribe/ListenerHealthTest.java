package io.quarkiverse.eventstream.runtime.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState.Condition;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth.Trouble;

class ListenerHealthTest {

    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    private final ListenerGroup group = new ListenerGroup("orders", "prod.orders", "prod.billing", Offset.LATEST);
    private final List<UnfinishedEvent> events = new ArrayList<>();
    private Condition condition = Condition.CONSUMING;
    private String reason;
    private Duration since = Duration.ZERO;
    private Duration sinceTurn = Duration.ofSeconds(1);

    private Listener listener(HealthImpact impact) {
        Listener listener = new Listener(new ListenerSpec("bill", "orders", "", "billing", null, ""), event -> null,
                new DeliverySettings(Ordering.KEY, CommitPoint.AFTER, 10,
                        new FailureRules(new FailureRule(FailurePolicy.REDELIVER, 10,
                                new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1))), Map.of()),
                        "orders.dlq", false, impact),
                new ConcurrencyLimit(10), ListenerObservation.NONE);
        group.add(listener);
        return listener;
    }

    @Test
    void aListenerWithoutEventsIsHealthyAndItsStateNamesWhatItListensTo() {
        listener(HealthImpact.BOTH);

        assertHealth(Trouble.NONE, true, true,
                "waiting for events. Topic prod.orders, group prod.billing, partitions [0, 2], lag 7");
    }

    @Test
    void oneThatIsAtAnEventForAMomentIsWell() {
        listener(HealthImpact.BOTH);
        event(7, Duration.ofSeconds(10), null, "java.io.IOException: disk full");

        assertHealth(Trouble.NONE, true, true, "at topic prod.orders, partition 0, offset 7 for 10s, 3 attempts, failing: "
                + "java.io.IOException: disk full. ");
    }

    @Test
    void oneThatIsStuckAtAnEventTakesNothingElseDownUnlessItIsConfiguredTo() {
        listener(HealthImpact.AUTO);
        event(7, Duration.ofMinutes(2), Duration.ofSeconds(1), "java.io.IOException: disk full");

        assertHealth(Trouble.EVENT, true, true,
                "stuck at topic prod.orders, partition 0, offset 7 for 2m, 3 attempts, failing: ");
    }

    @Test
    void oneThatTakesLongMayDoSoUnlessItIsConfiguredOtherwise() {
        listener(HealthImpact.AUTO);
        event(7, Duration.ofSeconds(90), null, null);
        event(9, Duration.ofSeconds(80), Duration.ofSeconds(70), null);

        assertHealth(Trouble.EVENT, true, true,
                "stuck in attempt 3 for 1m10s, at topic prod.orders, partition 0, offset 9. ");
    }

    @Test
    void oneThatItsFailurePolicyHasStoppedTakesNothingElseDownUnlessItIsConfiguredTo() {
        listener(HealthImpact.AUTO).stop("it gave up");

        assertHealth(Trouble.EVENT, true, true, "it gave up. ");
    }

    @Test
    void aListenerCountsForTheChecksThatItsConfigurationNames() {
        for (HealthImpact impact : HealthImpact.values()) {
            Listener listener = listener(impact);
            listener.stop("it gave up");
            boolean ready = impact != HealthImpact.READINESS && impact != HealthImpact.BOTH;
            boolean alive = impact != HealthImpact.LIVENESS && impact != HealthImpact.BOTH;

            assertHealth(Trouble.EVENT, ready, alive, "it gave up. ");
            group.remove(listener);
        }
    }

    @Test
    void oneThatWasPausedIsWell() {
        listener(HealthImpact.BOTH).pause();

        assertHealth(Trouble.NONE, true, true, "paused. ");
    }

    @Test
    void oneWhoseConsumerIsDeniedIsNotReadyThoughANewProcessWouldNotHelp() {
        listener(HealthImpact.AUTO);
        condition = Condition.DENIED;
        reason = "this service may not read it";

        assertHealth(Trouble.CONSUMER, false, true, "this service may not read it. ");
    }

    @Test
    void aBrokerThatIsAwayUnroutesNothingHoweverLongItTakes() {
        listener(HealthImpact.AUTO);
        condition = Condition.UNREACHABLE;
        reason = "The broker does not answer";

        assertHealth(Trouble.NONE, true, true, "The broker does not answer. ");
        since = Duration.ofHours(1);
        assertHealth(Trouble.BROKER_AWAY, true, true, "The broker does not answer. ");
    }

    @Test
    void aBrokerThatIsAwayForLongCountsForReadinessWhereThatIsConfiguredAndNeverForLiveness() {
        listener(HealthImpact.BOTH);
        condition = Condition.UNREACHABLE;
        reason = "The broker does not answer";

        assertHealth(Trouble.NONE, true, true, "The broker does not answer. ");
        since = Duration.ofMinutes(2);
        assertHealth(Trouble.BROKER_AWAY, false, true, "The broker does not answer. ");
    }

    @Test
    void oneWhoseMemoryRunsOutAgainAndAgainNeedsANewProcess() {
        listener(HealthImpact.AUTO);
        condition = Condition.OUT_OF_MEMORY;
        reason = "OutOfMemoryError: Java heap space";

        assertHealth(Trouble.PROCESS, false, false, "OutOfMemoryError: Java heap space. ");
    }

    @Test
    void commitsThatFailShowBeforeTheyCount() {
        listener(HealthImpact.AUTO);
        reason = "Commits fail: not now";

        assertHealth(Trouble.NONE, true, true, "waiting for events. Commits fail: not now. ");
        condition = Condition.COMMITS_FAILING;
        assertHealth(Trouble.CONSUMER, false, true, "Commits fail: not now. ");
    }

    @Test
    void oneWhosePollingThreadStandsStillNeedsANewProcess() {
        listener(HealthImpact.AUTO);
        sinceTurn = Duration.ofMinutes(4);
        assertHealth(Trouble.NONE, true, true, "waiting");

        sinceTurn = Duration.ofMinutes(6);
        assertHealth(Trouble.PROCESS, false, false, "the polling thread has not polled for 6m. ");
    }

    private void event(long offset, Duration age, Duration calling, String lastFailure) {
        events.add(new UnfinishedEvent("bill", "prod.orders", 0, offset, ago(age),
                calling == null ? OptionalLong.empty() : OptionalLong.of(ago(calling)), 3, lastFailure));
    }

    private static long ago(Duration age) {
        return System.nanoTime() - age.toNanos();
    }

    private void assertHealth(Trouble trouble, boolean ready, boolean alive, String state) {
        ListenerHealth health = ListenerHealth.of(group, new Consumed(), STUCK_AFTER).toList().get(0);

        assertThat(health.trouble()).isEqualTo(trouble);
        assertThat(health.isReady()).isEqualTo(ready);
        assertThat(health.isAlive()).isEqualTo(alive);
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
        public boolean skip(String listener, int partition, long offset, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<UnfinishedEvent> unfinishedEvents() {
            return events;
        }

        @Override
        public ConsumptionState state() {
            return new ConsumptionState(condition, reason, ago(since), List.of(0, 2), OptionalLong.of(7), ago(sinceTurn));
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
