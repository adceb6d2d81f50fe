package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;

/**
 * The deliveries of the partitions that a consumer holds. Changed by the polling thread only; {@link #wake}, {@link #stop} and the
 * getters may be called on any thread.
 */
final class PartitionDeliveries {

    private static final Logger LOG = Logger.getLogger(PartitionDeliveries.class);

    private final Consumer<?, ?> consumer;
    private final SessionContext context;
    private final Map<TopicPartition, PartitionDelivery> byPartition = new ConcurrentHashMap<>();

    PartitionDeliveries(Consumer<?, ?> consumer, SessionContext context) {
        this.consumer = consumer;
        this.context = context;
    }

    /** Begins the delivery of a partition, and has the consumer fetch from its position. */
    void begin(TopicPartition partition, Position position) {
        // With the leader epoch, by which Kafka recognises a truncated log.
        consumer.seek(partition, position.with(""));
        context.delivery().failingEvents().forgetBefore(partition.partition(), position.offset());
        byPartition.put(partition,
                new PartitionDelivery(context.delivery(), position, context.earlier().take(partition)));
        context.delivery().observation().assigned(partition.partition());
        LOG.debugf("Consuming %s, partition %d, from offset %d", context.group(), partition.partition(), position.offset());
    }

    /** Removes deliveries and stops them. Returns those that there were. */
    Map<TopicPartition, PartitionDelivery> remove(Collection<TopicPartition> partitions) {
        Map<TopicPartition, PartitionDelivery> removed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery delivery = byPartition.remove(partition);
            if (delivery != null) {
                removed.put(partition, delivery);
                context.earlier().stop(partition, delivery);
                context.delivery().observation().unassigned(partition.partition());
            }
        }
        return removed;
    }

    Map<TopicPartition, PartitionDelivery> removeAll() {
        return remove(Set.copyOf(byPartition.keySet()));
    }

    /** A view. */
    Map<TopicPartition, PartitionDelivery> byPartition() {
        return Collections.unmodifiableMap(byPartition);
    }

    /** A view. */
    Set<TopicPartition> partitions() {
        return byPartition().keySet();
    }

    boolean isEmpty() {
        return byPartition.isEmpty();
    }

    /** Null if the partition is not held. */
    PartitionDelivery get(TopicPartition partition) {
        return byPartition.get(partition);
    }

    /** Rechecks events whose listener was paused, or that had to wait. */
    void wake() {
        all().forEach(PartitionDelivery::wake);
    }

    /** Resumes deliveries that could not continue on their own threads. */
    void resumeStranded() {
        all().forEach(PartitionDelivery::resumeStranded);
    }

    /** With those of partitions that are not held any more, whose invocations are in flight, or whose records are committed. */
    Stream<PartitionDelivery> all() {
        return Stream.concat(byPartition.values().stream(), context.earlier().byPartition().values().stream());
    }

    /** Stops dispatching; the partitions are still held. */
    void stop() {
        byPartition.values().forEach(PartitionDelivery::stop);
    }

    /** Drops the committed records that are not settled. */
    void abandon() {
        all().forEach(PartitionDelivery::abandon);
    }

    List<UnfinishedEvent> unfinishedEvents() {
        return byPartition.values().stream().map(PartitionDelivery::unfinishedEvents).flatMap(List::stream).toList();
    }
}
