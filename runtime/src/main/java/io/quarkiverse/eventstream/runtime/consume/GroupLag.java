package io.quarkiverse.eventstream.runtime.consume;

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
import io.quarkiverse.eventstream.spi.Broker;

/**
 * How far a group is behind, in the partitions that a consumer holds: from what is done to the end of each. The consumer knows the
 * end from its last fetch; of a partition that is held back, which is not fetched and where it matters most, the broker is asked.
 * Confined to the polling thread, and never blocks it.
 */
final class GroupLag {

    private static final Logger LOG = Logger.getLogger(GroupLag.class);
    private static final long MEASURE = TimeUnit.SECONDS.toNanos(1);
    private static final long ASK = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Broker broker;
    private final Executor callbacks;
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private long nextMeasure = System.nanoTime();
    private long nextQuestion = System.nanoTime();

    GroupLag(Consumer<byte[], byte[]> consumer, Broker broker, Executor callbacks) {
        this.consumer = consumer;
        this.broker = broker;
        this.callbacks = callbacks;
    }

    /** Whether it is time to measure. */
    boolean isDue() {
        return System.nanoTime() - nextMeasure >= 0;
    }

    /** Measures; empty while the end of a partition is not known. */
    OptionalLong measure(Map<TopicPartition, PartitionDelivery> deliveries) {
        long now = System.nanoTime();
        nextMeasure = now + MEASURE;
        Set<TopicPartition> heldBack = consumer.paused();
        // What was said of a partition before it flowed again is old.
        ends.keySet().retainAll(heldBack);
        if (!heldBack.isEmpty() && now - nextQuestion >= 0) {
            nextQuestion = now + ASK;
            callbacks.execute(() -> ask(heldBack));
        }
        long sum = 0;
        for (Map.Entry<TopicPartition, PartitionDelivery> held : deliveries.entrySet()) {
            OptionalLong lag = lag(held.getKey(), held.getValue(), heldBack.contains(held.getKey()));
            if (lag.isEmpty()) {
                return lag;
            }
            sum += lag.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private OptionalLong lag(TopicPartition partition, PartitionDelivery delivery, boolean heldBack) {
        OptionalLong beyondFetched = consumer.currentLag(partition);
        Long end = heldBack ? ends.get(partition) : null;
        if (end == null && beyondFetched.isEmpty()) {
            return OptionalLong.empty();
        }
        long asFetched = delivery.position() + beyondFetched.orElse(0);
        return OptionalLong.of(Math.max(asFetched, end == null ? 0 : end) - delivery.committable());
    }

    /** On a thread that may wait: the first question makes a client. */
    private void ask(Set<TopicPartition> partitions) {
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
