package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;

/**
 * Finds a consumer whose heartbeat thread has died, most often of an OutOfMemoryError: Kafka's client does not notice. The commits of such
 * a member keep it in the group, but it does not hear of a rebalance. All others wait for it, for as long as a rebalance may take, and
 * can't commit meanwhile. So once the group has accepted commits for the session timeout, and no heartbeat was sent, the session has to
 * end. Confined to the polling thread.
 */
final class HeartbeatWatch {

    private static final long UNKNOWN = -1;

    private final Optional<Metric> secondsSinceHeartbeat;
    private final long sessionNanos;
    private final LongSupplier clock;
    private long seenCommits;
    /** The first accepted commit since the last heartbeat, or assignment. */
    private long silentSince = UNKNOWN;

    HeartbeatWatch(Consumer<?, ?> consumer, Duration session) {
        this(consumer, session, System::nanoTime);
    }

    HeartbeatWatch(Consumer<?, ?> consumer, Duration session, LongSupplier clock) {
        this.secondsSinceHeartbeat = CounterMetric.find(consumer, metric -> metric.name().equals("last-heartbeat-seconds-ago"));
        this.sessionNanos = session.toNanos();
        this.clock = clock;
    }

    /** Notes a rebalance, in which a member sends no heartbeats. */
    void noteRebalance() {
        silentSince = UNKNOWN;
    }

    /**
     * Checks whether heartbeats are sent.
     *
     * @param acceptedCommits how many commits the group has accepted
     * @throws KafkaException if none is sent, although the member is in the group
     */
    void check(long acceptedCommits) {
        if (acceptedCommits == seenCommits || secondsSinceHeartbeat.isEmpty()) {
            return;
        }
        seenCommits = acceptedCommits;
        long now = clock.getAsLong();
        if (silentSince == UNKNOWN || wasSent(now - silentSince)) {
            silentSince = now;
        } else if (now - silentSince > sessionNanos) {
            throw new KafkaException(
                    "Kafka's client sends no heartbeats any more: its heartbeat thread has died, most often of an"
                            + " OutOfMemoryError. The heap may be too small");
        }
    }

    /** Whether a heartbeat was sent in the last nanoseconds. */
    private boolean wasSent(long nanos) {
        double seconds = CounterMetric.value(secondsSinceHeartbeat.get());
        return seconds >= 0 && seconds * 1e9 <= nanos;
    }
}
