package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.KafkaException;

/**
 * Carries out seeks in a session: moves the partitions, and commits the new positions. During a rebalance Kafka accepts no
 * commits, so a seek may have to wait.
 *
 * <pre>
 *   WAITING --carryOut--> UNCOMMITTED --commit--> COMMITTED
 *                              |
 *                              +--a partition has gone, the commit fails, or the session ends--> FAILED
 * </pre>
 *
 * Confined to the polling thread.
 */
final class SessionSeeks {

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

    /** A seek whose position is not committed; it is lost if partitions have gone after the given number of departures. */
    private record Uncommitted(SeekRequest request, int departures) {}

    private final SeekRequests requests;
    private final AssignedPartitions partitions;
    private final List<Uncommitted> uncommitted = new ArrayList<>();

    SessionSeeks(SeekRequests requests, AssignedPartitions partitions) {
        this.requests = requests;
        this.partitions = partitions;
    }

    /** Whether no seek waits or is uncommitted. */
    boolean isIdle() {
        return requests.isEmpty() && uncommitted.isEmpty();
    }

    /** Carries out all waiting seeks, unless no partition is held, and commits. */
    void carryOut() {
        while (!requests.isEmpty() && !partitions.deliveries().isEmpty()) {
            carryOut(requests.poll());
        }
        commit();
    }

    private void carryOut(SeekRequest request) {
        try {
            partitions.seek(request.partition(), request.offset());
            uncommitted.add(new Uncommitted(request, partitions.departures()));
        } catch (IllegalArgumentException | KafkaException e) {
            request.completion().completeExceptionally(e);
        } catch (RuntimeException e) {
            request.completion().completeExceptionally(e);
            throw e;
        }
    }

    /** Commits the new positions, if Kafka accepts commits now. */
    void commit() {
        failLost();
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            if (partitions.tryCommit(COMMIT_TIMEOUT)) {
                uncommitted.forEach(seek -> seek.request().completion().complete(null));
                uncommitted.clear();
            }
        } catch (KafkaException e) {
            fail(e);
        }
    }

    private void failLost() {
        for (Uncommitted seek : List.copyOf(uncommitted)) {
            if (seek.departures() != partitions.departures()) {
                uncommitted.remove(seek);
                seek.request().completion().completeExceptionally(
                        new IllegalStateException(
                                "A partition went to another member before the new position was committed; that member"
                                        + " may resume from the old position. Seek again"));
            }
        }
    }

    /** Fails the seeks that are not committed. */
    void fail(Exception reason) {
        uncommitted.forEach(seek -> seek.request().completion().completeExceptionally(reason));
        uncommitted.clear();
    }
}
