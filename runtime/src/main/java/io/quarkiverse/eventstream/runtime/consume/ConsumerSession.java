package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * A Kafka consumer from its opening to its closing: polls, hands out, seeks and commits, and does nothing else, so that the
 * group membership lives however long a listener takes. Confined to the polling thread, except for {@link #wakeUp}.
 */
final class ConsumerSession {

    private static final Logger LOG = Logger.getLogger(ConsumerSession.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Longer than the others of the group may take to hear of a rebalance: a request to leave waits behind one to join. */
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignedPartitions partitions;
    private final Assignment assignment;
    private final Queue<SeekRequest> seeks;
    private final StopSignal stopping;
    private final Runnable turned;
    private final List<SeekRequest> uncommittedSeeks = new ArrayList<>();
    private int departures;
    private volatile boolean closed;

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
    void run(TopicAtFirst topicAtFirst, String topic, java.util.function.Consumer<String> unanswered) {
        if (!ends()) {
            topicAtFirst.look(consumer, topic, unanswered);
            if (topicAtFirst.wasMissing()) {
                partitions.settle();
            }
            assignment.begin();
        }
        while (!ends()) {
            assignment.refresh();
            if (ends()) {
                return;
            }
            if (!assignment.canPoll()) {
                turned.run();
                stopping.await(LOOK_AGAIN);
                continue;
            }
            ConsumerRecords<byte[], byte[]> records = poll();
            if (!stopping.isGiven()) {
                partitions.handOut(records, assignment);
                seek();
                partitions.guard();
            }
            turned.run();
        }
    }

    private boolean ends() {
        return stopping.isGiven() || assignment.isOver();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    private void seek() {
        for (SeekRequest request = seeks.peek(); request != null && !partitions.all().isEmpty(); request = seeks.peek()) {
            seeks.remove();
            try {
                partitions.seek(request.partition(), request.offset());
                uncommittedSeeks.add(request);
                departures = partitions.departures();
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
        if (uncommittedSeeks.isEmpty()) {
            return;
        }
        if (partitions.departures() != departures) {
            failSeeks(
                    new IllegalStateException("A partition went to another member before the new place was committed; that one"
                            + " may go on from the old place. Seek again"));
            return;
        }
        try {
            if (partitions.commit()) {
                uncommittedSeeks.forEach(request -> request.done().complete(null));
                uncommittedSeeks.clear();
            }
        } catch (KafkaException e) {
            failSeeks(e);
        }
    }

    private void failSeeks(Exception reason) {
        uncommittedSeeks.forEach(request -> request.done().completeExceptionally(reason));
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
        if (!closed) {
            consumer.wakeup();
        }
    }

    /**
     * Lets go of everything, in good order.
     *
     * @param drainTimeout how long calls that run may take
     * @param membership whether a member with a {@code group.instance.id} keeps its place in the group for when it comes back
     * @return what became of what was under way
     */
    DrainReport close(Duration drainTimeout, CloseOptions.GroupMembershipOperation membership) {
        try {
            DrainReport report = partitions.drain(drainTimeout);
            try {
                assignment.end();
                commitSeeks();
            } catch (KafkaException e) {
                LOG.warnf("The last commit of %s failed; events since the one before will be delivered again: %s", partitions,
                        e.getMessage());
            }
            return report;
        } finally {
            closed = true;
            partitions.release();
            failSeeks(new IllegalStateException("The consumer ended before the new place was committed"));
            consumer.close(CloseOptions.timeout(LEAVE).withGroupMembershipOperation(membership));
        }
    }
}
