package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * Keeps a member from dispatching events that its group may have assigned to another member: once the coordinator of the group has been
 * silent for the session timeout, nothing more is dispatched until the group has confirmed that the partitions are still this member's.
 * {@link AssignedPartitions#mayDispatch} asks it before each invocation.
 *
 * <pre>
 *         silent for the session timeout
 *   OPEN --------------------------------> CLOSED
 *    ^                                       |
 *    +---------------------------------------+
 *      the coordinator has answered again, and
 *      the group has accepted a commit: open()
 * </pre>
 *
 * Kafka's client counts the answers to its heartbeats. While a member waits for the others in a rebalance it sends none, and the
 * coordinator expects none: then any response of a broker counts, for no longer than a rebalance may take. A consumer without a
 * group has no heartbeats, and its fence is always open. Thread-safe: a thread that dispatches may close the fence, also when the
 * polling thread or the whole process was held up.
 */
final class MembershipFence {

    private enum State {
        OPEN, CLOSED
    }

    private static final Logger LOG = Logger.getLogger(MembershipFence.class);
    private static final String COORDINATOR = "consumer-coordinator-metrics";
    private static final String CLIENT = "consumer-metrics";
    /** Checks are cheap, but polls may follow each other without a pause. */
    private static final int CHECKS_PER_SESSION = 30;

    private final Consumer<?, ?> consumer;
    private final String subject;
    private final long sessionNanos;
    private final long rebalanceNanos;
    private final LongSupplier clock;

    private volatile State state = State.OPEN;
    /** The coordinator was heard from at this time or later. */
    private volatile long heard;

    // Guarded by this.
    private CounterMetric heartbeats;
    private CounterMetric bytes;
    private Metric secondsSinceHeartbeat;
    private long lastCheck;
    private long lastAnswer;
    private long closed;

    MembershipFence(Consumer<?, ?> consumer, GroupTimeouts timeouts, String subject) {
        this(consumer, timeouts, subject, System::nanoTime);
    }

    MembershipFence(Consumer<?, ?> consumer, GroupTimeouts timeouts, String subject, LongSupplier clock) {
        this.consumer = consumer;
        this.subject = subject;
        this.sessionNanos = timeouts.session().toNanos();
        this.rebalanceNanos = timeouts.rebalance().toNanos();
        this.clock = clock;
        this.lastCheck = clock.getAsLong();
        this.lastAnswer = lastCheck;
        this.heard = lastCheck;
    }

    /** Whether events may be dispatched. Called on any thread, for every event. */
    boolean isOpen() {
        return state == State.OPEN && (clock.getAsLong() - heard < sessionNanos || check());
    }

    /** Checks whether the coordinator has answered. Has to be called regularly. */
    void checkIfDue() {
        if (clock.getAsLong() - lastCheck() > sessionNanos / CHECKS_PER_SESSION) {
            check();
        }
    }

    private synchronized long lastCheck() {
        return lastCheck;
    }

    private synchronized boolean check() {
        long now = clock.getAsLong();
        // The response may have come just after the last check.
        long since = lastCheck;
        lastCheck = now;
        if (findMetrics()) {
            boolean answered = heartbeats.update();
            boolean received = bytes.update();
            if (answered) {
                lastAnswer = since;
                heard = since;
            } else if (received && waitsForRebalance(now)) {
                heard = since;
            }
            if (state == State.OPEN && now - heard >= sessionNanos) {
                close(now);
            }
        } else {
            heard = now;
        }
        return state == State.OPEN;
    }

    private boolean waitsForRebalance(long now) {
        return CounterMetric.value(secondsSinceHeartbeat) * 1e9 > sessionNanos / 2.0 && now - lastAnswer < rebalanceNanos;
    }

    private void close(long now) {
        state = State.CLOSED;
        closed = now;
        LOG.warnf(
                "The coordinator of the group has not been heard from for %d seconds, so the partitions may be another member's by"
                        + " now: nothing more of %s is dispatched until the group has confirmed them",
                sessionNanos / 1_000_000_000,
                subject);
    }

    /** Notes that the group has told the member its assignment, or that it holds nothing that could be another's. */
    synchronized void noteAssignment() {
        lastAnswer = clock.getAsLong();
        heard = lastAnswer;
    }

    /** Whether the fence is closed and the coordinator has been heard from after that, so that it can be asked to confirm. */
    synchronized boolean canBeOpened() {
        return state == State.CLOSED && lastAnswer - closed >= 0;
    }

    /** Opens the fence: the group has confirmed that the partitions are this member's. */
    synchronized void open() {
        heard = clock.getAsLong();
        state = State.OPEN;
        LOG.infof("The group has confirmed the partitions: %s is dispatched again", subject);
    }

    private boolean findMetrics() {
        if (heartbeats == null) {
            Optional<Metric> answers = metric(COORDINATOR, "heartbeat-total");
            Optional<Metric> sent = metric(COORDINATOR, "last-heartbeat-seconds-ago");
            Optional<Metric> received = metric(CLIENT, "incoming-byte-total");
            if (answers.isEmpty() || sent.isEmpty() || received.isEmpty()) {
                return false;
            }
            secondsSinceHeartbeat = sent.get();
            bytes = new CounterMetric(received.get());
            heartbeats = new CounterMetric(answers.get());
        }
        return true;
    }

    private Optional<Metric> metric(String group, String name) {
        return CounterMetric.find(consumer, metric -> metric.group().equals(group) && metric.name().equals(name));
    }
}
