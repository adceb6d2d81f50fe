package io.quarkiverse.eventstream.runtime.consume;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;

/**
 * The stopped deliveries of a consumer, each until its last invocation has ended: a later delivery of the same partition waits for
 * it, so that invocations keep their order. Outlives sessions. Thread-safe.
 */
final class EarlierDeliveries {

    private final Map<TopicPartition, PartitionDelivery> byPartition = new ConcurrentHashMap<>();

    /** Stops a delivery, and keeps it while invocations are running. */
    void stop(TopicPartition partition, PartitionDelivery delivery) {
        CompletableFuture<Void> ended = delivery.stop().toCompletableFuture();
        if (!ended.isDone()) {
            byPartition.put(partition, delivery);
            ended.thenRun(() -> byPartition.remove(partition, delivery));
        }
    }

    /** Removes the earlier delivery of a partition; null if none has a running invocation. */
    PartitionDelivery take(TopicPartition partition) {
        return byPartition.remove(partition);
    }

    Map<TopicPartition, PartitionDelivery> byPartition() {
        return byPartition;
    }

    /** The events of invocations that still run, although the partition may be another member's by now. */
    List<UnfinishedEvent> runningEvents() {
        return byPartition.values().stream().map(PartitionDelivery::unfinishedEvents).flatMap(List::stream)
                .filter(event -> event.invocationBegan().isPresent()).toList();
    }
}
