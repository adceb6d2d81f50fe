package io.quarkiverse.eventstream.runtime.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.spi.Broker;

/**
 * Measures the lag of a group in the partitions that a consumer holds: from the committable offset to the end of each. The consumer
 * knows the end from its last fetch; for a paused partition, which is not fetched and where the lag matters most, the broker is
 * asked. Confined to the polling thread, and never blocks it.
 */
final class GroupLag {

    private static final Logger LOG = Logger.getLogger(GroupLag.class);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REQUEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Broker broker;
    private final Executor callbacks;
    /** Of paused partitions. */
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private long nextMeasure = System.nanoTime();
    private long nextRequest = System.nanoTime();

    GroupLag(Consumer<byte[], byte[]> consumer, Broker broker, Executor callbacks) {
        this.consumer = consumer;
        this.broker = broker;
        this.callbacks = callbacks;
    }

    boolean isDue() {
        return System.nanoTime() - nextMeasure >= 0;
    }

    /** Measures the lag in each partition; empty while the end of one is not known. */
    List<PartitionLag> measure(Map<TopicPartition, PartitionDelivery> deliveries) {
        long now = System.nanoTime();
        nextMeasure = now + MEASURE_NANOS;
        Set<TopicPartition> paused = consumer.paused();
        // The ends from an earlier pause of a partition are outdated.
        ends.keySet().retainAll(paused);
        if (!paused.isEmpty() && now - nextRequest >= 0) {
            nextRequest = now + REQUEST_NANOS;
            callbacks.execute(() -> requestEnds(paused));
        }
        List<PartitionLag> lags = new ArrayList<>(deliveries.size());
        for (Map.Entry<TopicPartition, PartitionDelivery> held : deliveries.entrySet()) {
            OptionalLong end = end(held.getKey(), held.getValue(), paused.contains(held.getKey()));
            if (end.isEmpty()) {
                return List.of();
            }
            lags.add(lag(held.getKey().partition(), held.getValue(), end.getAsLong()));
        }
        return lags;
    }

    private static PartitionLag lag(int partition, PartitionDelivery delivery, long end) {
        return new PartitionLag(partition, end - delivery.committable(), end - delivery.position() + delivery.unfinished(),
                delivery.oldestTimestamp(), delivery.isBlocked(), delivery.settled());
    }

    private OptionalLong end(TopicPartition partition, PartitionDelivery delivery, boolean isPaused) {
        OptionalLong beyondFetched = consumer.currentLag(partition);
        Long end = isPaused ? ends.get(partition) : null;
        if (end == null && beyondFetched.isEmpty()) {
            return OptionalLong.empty();
        }
        long endAsFetched = delivery.position() + beyondFetched.orElse(0);
        return OptionalLong.of(Math.max(endAsFetched, end == null ? 0 : end));
    }

    /** Runs on a thread that may wait: the first request creates a client. */
    private void requestEnds(Set<TopicPartition> partitions) {
        try {
            broker.endOffsets(partitions).whenComplete((answer, error) -> {
                if (error == null) {
                    ends.putAll(answer);
                } else {
                    LOG.debugf(error, "The broker did not say where %s end", partitions);
                }
            });
        } catch (IllegalStateException | KafkaException e) {
            LOG.debugf(e, "The broker can't be asked where %s end", partitions);
        }
    }
}
