package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;
import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * The broker in memory, as consumers of topics see it.
 *
 * @param cluster the topics
 * @param order the order in which partitions are fetched
 * @param revocationTimeout how long the revocation of a partition waits for running invocations
 */
record MemoryClients(MemoryCluster cluster, FetchOrder order, Duration revocationTimeout)
        implements
            Broker {

    /** Memory holds arrays: there is nothing to deserialize. */
    @Override
    public Consumer<byte[], byte[]> open(ConsumerSettings settings) {
        return new MemoryConsumer(cluster, order, settings.group(), settings.maxPollRecords());
    }

    /** No member ever times out. */
    @Override
    public GroupTimeouts groupTimeouts() {
        return new GroupTimeouts(Duration.ofDays(1), Duration.ofDays(1));
    }

    /** The request creates the topic. */
    @Override
    public CompletionStage<Boolean> topicExists(String topic) {
        return CompletableFuture.completedStage(cluster.partitionsOfNew(topic) > 0);
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions) {
        return CompletableFuture.completedStage(cluster.ends(partitions));
    }

    @Override
    public CompletionStage<Optional<Uuid>> topicId(String topic) {
        return CompletableFuture.completedStage(cluster.topicId(topic));
    }

    /** Memory always answers. */
    @Override
    public Optional<Obstacle> diagnose() {
        return Optional.empty();
    }

    @Override
    public ConsumerFailure explain(Throwable cause) {
        return new ConsumerFailure(cause, Optional.empty());
    }
}
