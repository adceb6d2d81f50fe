package io.quarkiverse.eventstream.runtime.consume;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * Moves partitions that are held to other positions: for a seek, after a position was lost, and when the topic was created again.
 * The delivery of such a partition is replaced by one with a new frontier: invocations that still run end first, but their outcome
 * is not committed. Confined to the polling thread.
 */
final class PositionResets {

    private static final Logger LOG = Logger.getLogger(PositionResets.class);

    private final Consumer<?, ?> consumer;
    private final SessionContext context;
    private final PartitionDeliveries deliveries;
    private final RecordDispatch dispatch;
    private final PositionRecovery recovery;
    /** The {@linkplain TopicIdentity#generation() generation} of the topic that the deliveries are of. */
    private int generation;

    PositionResets(Consumer<?, ?> consumer, SessionContext context, PartitionDeliveries deliveries, RecordDispatch dispatch,
            PositionRecovery recovery) {
        this.consumer = consumer;
        this.context = context;
        this.deliveries = deliveries;
        this.dispatch = dispatch;
        this.recovery = recovery;
        this.generation = context.identity().generation();
    }

    /**
     * Moves a partition, or all of them, to the position of an offset.
     *
     * @throws IllegalArgumentException if the partition is not held
     */
    void seek(OptionalInt wanted, Offset offset) {
        List<TopicPartition> partitions = deliveries.partitions().stream()
                .filter(partition -> wanted.isEmpty() || partition.partition() == wanted.getAsInt()).toList();
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("This instance does not hold partition " + wanted.getAsInt() + " of the topic "
                    + context.group().fullTopic() + ", only "
                    + deliveries.partitions().stream().map(TopicPartition::partition).sorted().toList());
        }
        Map<TopicPartition, Long> offsets = new OffsetLookup(consumer, context.requests()).positions(offset, partitions);
        Map<TopicPartition, Position> positions = new HashMap<>();
        offsets.forEach((partition, target) -> positions.put(partition, Position.at(target)));
        reset(positions);
        LOG.infof("Seek completed for %s: %s", context.group(), offsets);
    }

    /** Continues so that no record is passed over, after the broker has reported that it does not have the positions. */
    void recover(OffsetOutOfRangeException lost) {
        context.identity().learn();
        if (!resetIfRecreated()) {
            Map<TopicPartition, Position> positions = recovery.recover(lost);
            positions.keySet().retainAll(deliveries.partitions());
            reset(positions);
        }
    }

    /** Checks from time to time whether the topic was created again. The assignment of a replay does so itself. */
    void checkTopic() {
        if (!context.group().isReplay()) {
            context.identity().check();
            resetIfRecreated();
        }
    }

    /**
     * Moves all partitions to their start if the topic is another than before: none of its records was delivered. Returns whether
     * the topic has changed.
     */
    boolean resetIfRecreated() {
        TopicIdentity identity = context.identity();
        if (generation == identity.generation()) {
            return false;
        }
        generation = identity.generation();
        if (context.group().isReplay() && !deliveries.isEmpty()) {
            throw TopicGoneException.recreated(context.group().fullTopic());
        }
        if (!identity.isMissing()) {
            reset(recovery.restart(Set.copyOf(deliveries.partitions())));
        }
        return true;
    }

    private void reset(Map<TopicPartition, Position> positions) {
        deliveries.remove(positions.keySet());
        positions.forEach((partition, position) -> {
            context.delivery().failingEvents().forgetAll(partition.partition());
            deliveries.begin(partition, position);
        });
        dispatch.pauseOrResume();
    }
}
