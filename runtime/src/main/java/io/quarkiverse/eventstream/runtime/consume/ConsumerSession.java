package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * A Kafka consumer from its opening to its closing. It polls, dispatches, seeks and commits, and does nothing else, so that it keeps
 * its group membership however long a listener takes.
 *
 * <pre>
 *           run: the topic was checked            close: drains, commits, releases
 *   OPENED ----------------------------> ASSIGNED --------------------------------> CLOSED
 *     |                                                                               ^
 *     |                         close: nothing to commit                              |
 *     +-------------------------------------------------------------------------------+
 * </pre>
 *
 * {@link #run} ends in any state, normally or with an exception, and leaves the state to {@link #close}. Confined to the polling
 * thread, except for {@link #wakeUp}.
 */
final class ConsumerSession {

    private enum State {
        /** The consumer has not requested partitions. */
        OPENED,
        /** The consumer takes part in the assignment, and may hold partitions. */
        ASSIGNED,
        /** The consumer is closed, or about to be. */
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(ConsumerSession.class);
    private static final Duration RECHECK = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(250);
    /** For a consumer that only waits for records, or for a wake-up. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    /** For the last commit, and for leaving the group. */
    static final Duration AFTER_DRAIN = Duration.ofSeconds(5);
    /** Longer than other members may take to hear of a rebalance; what is left of {@link #AFTER_DRAIN} is for leaving. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignedPartitions partitions;
    private final Assignment assignment;
    private final SessionSeeks seeks;
    private final StopSignal stopping;
    private final Runnable polled;
    private volatile State state = State.OPENED;
    /** The exception that {@link #run} ended with; null if it ended normally, or has not ended. */
    private Throwable failure;

    /** A session in the state OPENED; {@code polled} runs after each poll, or instead of it while there is nothing to poll. */
    ConsumerSession(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, Assignment assignment,
            SeekRequests requestedSeeks, StopSignal stopping, Runnable polled) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.assignment = assignment;
        this.seeks = new SessionSeeks(requestedSeeks, partitions);
        this.stopping = stopping;
        this.polled = polled;
    }

    /**
     * Consumes until the consumer is stopped, or everything has been consumed. The session has to be closed afterwards.
     *
     * @param unanswered called with the reason, as far as it is known, each time that the broker does not answer at first
     */
    void run(InitialTopicCheck initialTopic, String topic, java.util.function.Consumer<String> unanswered) {
        try {
            if (!mustEnd()) {
                initialTopic.check(consumer, topic, unanswered);
                if (initialTopic.wasMissing()) {
                    partitions.reportPositioned();
                }
                state = State.ASSIGNED;
                assignment.begin(initialTopic.wasMissing());
            }
            consume();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private void consume() {
        while (!mustEnd()) {
            partitions.checkTopic();
            assignment.refresh();
            if (mustEnd()) {
                return;
            }
            if (!assignment.canPoll()) {
                polled.run();
                stopping.await(RECHECK);
                continue;
            }
            pollAndDispatch();
            if (!stopping.isGiven()) {
                seeks.carryOut();
                partitions.checkMembership();
            }
            polled.run();
        }
    }

    private boolean mustEnd() {
        return stopping.isGiven() || assignment.isComplete();
    }

    /** A method of its own, so that no variable keeps the records alive while the next poll waits. */
    private void pollAndDispatch() {
        ConsumerRecords<byte[], byte[]> records = poll();
        if (!stopping.isGiven()) {
            partitions.dispatch(records, assignment);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(seeks.isIdle() && partitions.isIdle() ? IDLE_POLL : POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } catch (InterruptException e) {
            LOG.debugf(e, "An interrupt of the polling thread of %s is ignored", partitions);
            Thread.interrupted();
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException e) {
            partitions.recover(e);
            return ConsumerRecords.empty();
        }
    }

    /** Whether everything that was to be consumed has been. */
    boolean isComplete() {
        return assignment.isComplete();
    }

    AssignedPartitions partitions() {
        return partitions;
    }

    void wakeUp() {
        if (state != State.CLOSED) {
            consumer.wakeup();
        }
    }

    /**
     * Drains and commits, and closes the consumer. Never throws, so that no failure here hides the exception of {@link #run}.
     *
     * @param membership whether a member with a {@code group.instance.id} stays in the group until it comes back
     */
    DrainReport close(Duration drainTimeout, CloseOptions.GroupMembershipOperation membership) {
        // An interrupt was meant for run, which has ended.
        Thread.interrupted();
        DrainReport report = drain(drainTimeout);
        Deadline deadline = Deadline.in(AFTER_DRAIN);
        if (state == State.ASSIGNED) {
            despiteFailure("The last commit of %s failed; events since the previous one will be redelivered", () -> {
                commitForTheLastTime(deadline.earlier(LAST_COMMIT));
                seeks.commit();
            });
        }
        state = State.CLOSED;
        despiteFailure("The partitions of %s were not released cleanly", partitions::release);
        seeks.fail(new IllegalStateException("The consumer ended before the new position was committed"));
        despiteFailure("The consumer of %s was not closed cleanly",
                () -> consumer.close(CloseOptions.timeout(deadline.left()).withGroupMembershipOperation(membership)));
        return report;
    }

    private DrainReport drain(Duration timeout) {
        DrainReport[] report = {DrainReport.EMPTY};
        despiteFailure("The running invocations of %s could not be waited for", () -> report[0] = partitions.drain(timeout));
        return report[0];
    }

    private void commitForTheLastTime(Deadline deadline) {
        if (failure == null) {
            assignment.end(deadline);
        } else {
            // The consumer may be unable to take part in a rebalance.
            partitions.tryCommit(deadline.left());
        }
    }

    private void despiteFailure(String message, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            // After a failure of run, its reason is logged elsewhere, and this is probably a consequence.
            LOG.logf(failure == null ? Level.WARN : Level.DEBUG, e, message, partitions);
        }
    }
}
