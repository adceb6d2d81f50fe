package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;

import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.stream.Broker;
import io.quarkiverse.eventstream.runtime.stream.ConsumerFailure;
import io.quarkiverse.eventstream.runtime.stream.GroupTimeouts;
import io.quarkiverse.eventstream.runtime.stream.Obstacle;

/**
 * Topics in memory, as what consumes topics sees them.
 *
 * @param cluster the topics
 * @param order in which order partitions are fetched
 * @param maxPollRecords how many records one poll returns at most
 * @param revocationTimeout how long a partition that another member takes over waits for calls that run
 */
record MemoryClients(MemoryCluster cluster, FetchOrder order, int maxPollRecords, Duration revocationTimeout)
        implements
            Broker {

    static MemoryClients of(MemoryCluster cluster, FetchOrder order, StreamConfig config) {
        int maxPollRecords = Integer.parseInt(config.kafka().consumer().getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                String.valueOf(ConsumerConfig.DEFAULT_MAX_POLL_RECORDS)));
        return new MemoryClients(cluster, order, maxPollRecords, config.delivery().drainTimeout());
    }

    /** Memory holds arrays: there is nothing to be read. */
    @Override
    public Consumer<byte[], byte[]> open(String group, String topic, Deserializer<byte[]> values) {
        return new MemoryConsumer(cluster, order, group, maxPollRecords);
    }

    /** In memory every member is heard of. */
    @Override
    public GroupTimeouts groupTimeouts() {
        return new GroupTimeouts(Duration.ofDays(1), Duration.ofDays(1));
    }

    /** A topic is made by asking for it. */
    @Override
    public CompletionStage<Boolean> exists(String topic) {
        return CompletableFuture.completedStage(cluster.partitionsOfNew(topic) > 0);
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        return CompletableFuture.completedStage(cluster.ends(partitions));
    }

    @Override
    public CompletionStage<Optional<Uuid>> topicId(String topic) {
        return CompletableFuture.completedStage(cluster.topicId(topic));
    }

    /** Memory always answers. */
    @Override
    public Obstacle obstacle() {
        return null;
    }

    @Override
    public ConsumerFailure failure(Throwable cause) {
        return new ConsumerFailure(cause, null);
    }
}
