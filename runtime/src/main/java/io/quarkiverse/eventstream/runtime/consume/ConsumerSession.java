package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * A Kafka consumer from its opening to its closing: polls, hands out, seeks and commits, and does nothing else, so that the
 * group membership lives however long a listener takes. Confined to the polling thread, except for {@link #wakeUp}.
 */
final class ConsumerSession {

    /** A seek that is lost if a partition goes before it is committed: then more have gone than when it began. */
    private record UncommittedSeek(SeekRequest request, int departures) {}

    private enum State {
        /** There is a consumer, which has not asked for partitions. */
        OPENED,
        /** It takes part in what assigns partitions, and may hold some. */
        ASSIGNED,
        /** There is no consumer any more. */
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(ConsumerSession.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Where nothing is to be done but to wait for records, or for somebody who wakes the consumer. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    /** For the last commit, and for leaving the group. */
    static final Duration AFTER_DRAIN = Duration.ofSeconds(5);
    /** Longer than the others of the group may take to hear of a rebalance; the rest is for leaving. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignedPartitions partitions;
    private final Assignment assignment;
    private final Queue<SeekRequest> seeks;
    private final StopSignal stopping;
    private final Runnable turned;
    private final List<UncommittedSeek> uncommittedSeeks = new ArrayList<>();
    private volatile State state = State.OPENED;
    /** What {@link #run} has ended with; null if with the end that was asked for. */
    private Throwable failure;

    /**
     * A session that has not begun.
     *
     * @param stopping whether it should end
     * @param turned called after each turn: then the broker lets us
     */
    ConsumerSession(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, Assignment assignment,
            Queue<SeekRequest> seeks, StopSignal stopping, Runnable turned) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.assignment = assignment;
        this.seeks = seeks;
        this.stopping = stopping;
        this.turned = turned;
    }

    /**
     * Consumes until the session is to end. Must be closed then.
     *
     * @param unanswered told each time that the broker does not answer at first, with what is known of the reason
     */
    void run(InitialPartitions topicAtFirst, String topic, java.util.function.Consumer<String> unanswered) {
        try {
            if (!ends()) {
                topicAtFirst.look(consumer, topic, unanswered);
                if (topicAtFirst.wasMissing()) {
                    partitions.settle();
                }
                state = State.ASSIGNED;
                assignment.begin(topicAtFirst.wasMissing());
            }
            consume();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private void consume() {
        while (!ends()) {
            partitions.checkTopic();
            assignment.refresh();
            if (ends()) {
                return;
            }
            if (!assignment.canPoll()) {
                turned.run();
                stopping.await(LOOK_AGAIN);
                continue;
            }
            pollAndHandOut();
            if (!stopping.isGiven()) {
                seek();
                partitions.guard();
            }
            turned.run();
        }
    }

    private boolean ends() {
        return stopping.isGiven() || assignment.isOver();
    }

    /** A method of its own, so that no variable keeps the records alive while the next poll waits. */
    private void pollAndHandOut() {
        ConsumerRecords<byte[], byte[]> records = poll();
        if (!stopping.isGiven()) {
            partitions.handOut(records, assignment);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            boolean isIdle = seeks.isEmpty() && uncommittedSeeks.isEmpty() && partitions.isIdle();
            return consumer.poll(isIdle ? IDLE_POLL : POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } catch (InterruptException e) {
            LOG.debugf(e, "The polling thread of %s was interrupted, which changes nothing", partitions);
            Thread.interrupted();
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException e) {
            partitions.recover(e);
            return ConsumerRecords.empty();
        }
    }

    private void seek() {
        for (SeekRequest request = seeks.peek(); request != null && !partitions.all().isEmpty(); request = seeks.peek()) {
            seeks.remove();
            try {
                partitions.seek(request.partition(), request.offset());
                uncommittedSeeks.add(new UncommittedSeek(request, partitions.departures()));
            } catch (IllegalArgumentException | KafkaException e) {
                request.done().completeExceptionally(e);
            } catch (RuntimeException e) {
                request.done().completeExceptionally(e);
                throw e;
            }
        }
        commitSeeks();
    }

    /** While the group is being rebalanced, that has to wait. */
    private void commitSeeks() {
        for (UncommittedSeek seek : List.copyOf(uncommittedSeeks)) {
            if (seek.departures() != partitions.departures()) {
                uncommittedSeeks.remove(seek);
                seek.request().done().completeExceptionally(
                        new IllegalStateException(
                                "A partition went to another member before the new position was committed; that member"
                                        + " may resume from the old position. Seek again"));
            }
        }
        if (uncommittedSeeks.isEmpty()) {
            return;
        }
        try {
            if (partitions.commit(COMMIT)) {
                uncommittedSeeks.forEach(seek -> seek.request().done().complete(null));
                uncommittedSeeks.clear();
            }
        } catch (KafkaException e) {
            failSeeks(e);
        }
    }

    private void failSeeks(Exception reason) {
        uncommittedSeeks.forEach(seek -> seek.request().done().completeExceptionally(reason));
        uncommittedSeeks.clear();
    }

    /** Whether the session ends because everything was consumed. */
    boolean isOver() {
        return assignment.isOver();
    }

    /** The partitions that are held. */
    AssignedPartitions partitions() {
        return partitions;
    }

    void wakeUp() {
        if (state != State.CLOSED) {
            consumer.wakeup();
        }
    }

    /**
     * Lets go of everything, in good order. Never throws: what fails here must not hide what the session has failed with.
     *
     * @param drainTimeout how long calls that run may take
     * @param membership whether a member with a {@code group.instance.id} keeps its place in the group for when it comes back
     * @return what became of what was in flight
     */
    DrainReport close(Duration drainTimeout, CloseOptions.GroupMembershipOperation membership) {
        // What has been interrupted is the session, which ends.
        Thread.interrupted();
        DrainReport report = partitions.drain(drainTimeout);
        Deadline deadline = Deadline.in(AFTER_DRAIN);
        if (state == State.ASSIGNED) {
            despiteFailure("The last commit of %s failed; events since the one before will be delivered again", () -> {
                commitForTheLastTime(deadline.earlier(LAST_COMMIT));
                commitSeeks();
            });
        }
        state = State.CLOSED;
        despiteFailure("The partitions of %s were not let go in good order", partitions::release);
        failSeeks(new IllegalStateException("The consumer ended before the new place was committed"));
        despiteFailure("The consumer of %s was not closed in good order",
                () -> consumer.close(CloseOptions.timeout(deadline.left()).withGroupMembershipOperation(membership)));
        return report;
    }

    private void commitForTheLastTime(Deadline deadline) {
        if (failure == null) {
            assignment.end(deadline);
        } else {
            // It can't take part in anything any more.
            partitions.commit(deadline.left());
        }
    }

    private void despiteFailure(String otherwise, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            // Of what has failed already, the reason is told elsewhere.
            LOG.logf(failure == null ? Level.WARN : Level.DEBUG, e, otherwise, partitions);
        }
    }
}
