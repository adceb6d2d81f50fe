package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Monitors a consumer, over all its sessions: its condition, its lag, and why the broker does not answer. Updated by the polling
 * thread; {@link #state} may be called on any thread.
 */
final class ConsumerMonitor {

    /** The lag is measured for so long after the state was last read. */
    private static final Duration WATCHED = Duration.ofMinutes(5);
    private static final Duration DIAGNOSIS = Duration.ofSeconds(30);

    private final ListenerGroup group;
    private final Broker broker;
    private final BusThreads threads;
    private final ConsumerCondition condition = new ConsumerCondition();
    /** Empty while it is not known. */
    private volatile List<PartitionLag> lags = List.of();
    private volatile long lastRead = System.nanoTime() - WATCHED.toNanos();
    private long nextDiagnosis = System.nanoTime();

    ConsumerMonitor(ListenerGroup group, Broker broker, BusThreads threads) {
        this.group = group;
        this.broker = broker;
        this.threads = threads;
    }

    ConsumerCondition condition() {
        return condition;
    }

    /** Updates the condition and the lag after a poll. */
    void polled(boolean answered, Assignment assignment, AssignedPartitions partitions, GroupLag groupLag) {
        boolean wasUnreachable = condition.isUnreachable();
        condition.polled(answered);
        condition.setNote(assignment.note());
        if (wasUnreachable && !condition.isUnreachable()) {
            broker.answersAgain();
        }
        condition.committed(partitions.commitFailure());
        if (condition.isUnreachable()) {
            diagnoseIfDue();
        } else if (!group.isReplay() && groupLag.isDue() && System.nanoTime() - lastRead < WATCHED.toNanos()) {
            lags = groupLag.measure(partitions.deliveries().byPartition());
        }
    }

    /** Determines why the broker does not answer, without blocking the polling thread. */
    private void diagnoseIfDue() {
        long now = System.nanoTime();
        if (now - nextDiagnosis < 0) {
            return;
        }
        nextDiagnosis = now + DIAGNOSIS.toNanos();
        threads.callbacks()
                .execute(() -> broker.diagnose().map(Obstacle::text).ifPresent(condition::explainSilence));
    }

    /** Forgets the lag: the session has ended. */
    void sessionEnded() {
        lags = List.of();
    }

    /** The state of a consumer; its session is null while it has none. */
    ConsumptionState state(ConsumerSession session) {
        read();
        List<Integer> partitions = session == null
                ? List.of()
                : session.partitions().deliveries().partitions().stream().map(TopicPartition::partition).sorted().toList();
        ConsumerCondition.Now now = condition.now();
        List<PartitionLag> known = partitions.isEmpty() ? List.of() : lags();
        return new ConsumptionState(now.condition(), now.reason(), now.since(), partitions,
                known.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.stream().mapToLong(PartitionLag::records).sum()),
                condition.lastTurn());
    }

    /** The lag in each partition; empty while it is not known. */
    List<PartitionLag> lags() {
        read();
        return condition.now().condition().isConsuming() && condition.isCommitting() ? lags : List.of();
    }

    /** Forgets a lag that was measured for an earlier reader, and has not been since. */
    private void read() {
        long now = System.nanoTime();
        if (now - lastRead >= WATCHED.toNanos()) {
            lags = List.of();
        }
        lastRead = now;
    }
}
