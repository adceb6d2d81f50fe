package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * Keeps a member from dispatching events that its group may have given to another member: once the coordinator of the group has not
 * been heard from for the session timeout, nothing more is dispatched until the group has confirmed that the partitions are still
 * this member's.
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
 * coordinator expects none: then any answer of a broker counts, for no longer than a rebalance may take. A consumer without a group has no
 * heartbeats, and its fence is always open. Thread-safe: a thread that dispatches may close the fence, also when the polling thread
 * or the whole process was held up.
 */
final class MembershipFence {

    private enum State {
        OPEN, CLOSED
    }

    private static final Logger LOG = Logger.getLogger(MembershipFence.class);
    private static final String COORDINATOR = "consumer-coordinator-metrics";
    private static final String CLIENT = "consumer-metrics";
    /** Looks are cheap, but polls may follow each other without a pause. */
    private static final int LOOKS_PER_SESSION = 30;

    private final Consumer<?, ?> consumer;
    private final String subject;
    private final long sessionNanos;
    private final long rebalanceNanos;
    private final LongSupplier clock;

    private volatile State state = State.OPEN;
    /** The coordinator was heard from at this time, or later. */
    private volatile long heard;

    // Guarded by this.
    private ClientCount heartbeats;
    private ClientCount bytes;
    private Metric secondsSinceHeartbeat;
    private long lastLook;
    private long lastAnswer;
    private long closed;

    /**
     * An open fence.
     *
     * @param subject what is consumed, for logs
     */
    MembershipFence(Consumer<?, ?> consumer, GroupTimeouts timeouts, String subject) {
        this(consumer, timeouts, subject, System::nanoTime);
    }

    MembershipFence(Consumer<?, ?> consumer, GroupTimeouts timeouts, String subject, LongSupplier clock) {
        this.consumer = consumer;
        this.subject = subject;
        this.sessionNanos = timeouts.session().toNanos();
        this.rebalanceNanos = timeouts.rebalance().toNanos();
        this.clock = clock;
        this.lastLook = clock.getAsLong();
        this.lastAnswer = lastLook;
        this.heard = lastLook;
    }

    /** Whether events may be dispatched. On any thread, for every event. */
    boolean isOpen() {
        return state == State.OPEN && (clock.getAsLong() - heard < sessionNanos || look());
    }

    /** Looks whether the coordinator has answered; often enough, this is called regularly. */
    void lookIfDue() {
        if (clock.getAsLong() - lastLook() > sessionNanos / LOOKS_PER_SESSION) {
            look();
        }
    }

    private synchronized long lastLook() {
        return lastLook;
    }

    private synchronized boolean look() {
        long now = clock.getAsLong();
        // What has been answered since the last look may have been so just after it.
        long since = lastLook;
        lastLook = now;
        if (findMetrics()) {
            boolean answered = heartbeats.hasGrown();
            boolean received = bytes.hasGrown();
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
        return ClientCount.value(secondsSinceHeartbeat) * 1e9 > sessionNanos / 2.0 && now - lastAnswer < rebalanceNanos;
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

    /** The member has been told its assignment, or holds nothing that could be another's. */
    synchronized void hearAssignment() {
        lastAnswer = clock.getAsLong();
        heard = lastAnswer;
    }

    /** Whether the fence is closed, and the coordinator has been heard from since: it can be asked to confirm. */
    synchronized boolean canBeOpened() {
        return state == State.CLOSED && lastAnswer - closed >= 0;
    }

    /** The group has confirmed that the partitions are this member's. */
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
            bytes = new ClientCount(received.get());
            heartbeats = new ClientCount(answers.get());
        }
        return true;
    }

    private Optional<Metric> metric(String group, String name) {
        return ClientCount.metricOf(consumer, metric -> metric.group().equals(group) && metric.name().equals(name));
    }
}
