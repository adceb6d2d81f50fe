package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The methods of Kafka's consumer that delegate to an overload, and those without a meaning in memory.
 */
abstract class ConsumerOverloads implements Consumer<byte[], byte[]> {

    private static final Duration ANY_TIME = Duration.ofSeconds(60);

    /** The consumed offsets, for commits without arguments. */
    abstract Map<TopicPartition, OffsetAndMetadata> consumed();

    @Override
    public final void subscribe(Collection<String> topics) {
        subscribe(topics, new ConsumerRebalanceListener() {

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
        });
    }

    @Override
    public final void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        throw noPatterns();
    }

    @Override
    public final void subscribe(Pattern pattern) {
        throw noPatterns();
    }

    @Override
    public final void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
        throw noPatterns();
    }

    @Override
    public final void subscribe(SubscriptionPattern pattern) {
        throw noPatterns();
    }

    private static UnsupportedOperationException noPatterns() {
        return new UnsupportedOperationException("A consumer in memory subscribes to topics by their names, not by a pattern");
    }

    @Override
    public final void commitSync() {
        commitSync(ANY_TIME);
    }

    @Override
    public final void commitSync(Duration timeout) {
        commitSync(consumed(), timeout);
    }

    @Override
    public final void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, ANY_TIME);
    }

    @Override
    public final void commitAsync() {
        commitAsync(null);
    }

    @Override
    public final void commitAsync(OffsetCommitCallback callback) {
        commitAsync(consumed(), callback);
    }

    @Override
    public final void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seek(partition, offset.offset());
    }

    @Override
    public final void seekToBeginning(Collection<TopicPartition> partitions) {
        beginningOffsets(partitions).forEach(this::seek);
    }

    @Override
    public final void seekToEnd(Collection<TopicPartition> partitions) {
        endOffsets(partitions).forEach(this::seek);
    }

    @Override
    public final long position(TopicPartition partition) {
        return position(partition, ANY_TIME);
    }

    @Override
    public final Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, ANY_TIME);
    }

    @Override
    public final List<PartitionInfo> partitionsFor(String topic) {
        return partitionsFor(topic, ANY_TIME);
    }

    @Override
    public final Map<String, List<PartitionInfo>> listTopics() {
        return listTopics(ANY_TIME);
    }

    @Override
    public final Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        return offsetsForTimes(times, ANY_TIME);
    }

    @Override
    public final Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return beginningOffsets(partitions, ANY_TIME);
    }

    @Override
    public final Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, ANY_TIME);
    }

    @Override
    public final void enforceRebalance() {
        enforceRebalance(null);
    }

    @Override
    public final void close() {
        close(CloseOptions.timeout(ANY_TIME));
    }

    @Override
    @Deprecated
    public final void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    /** There is no connection to measure. */
    @Override
    public final Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public final void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public final void unregisterMetricFromSubscription(KafkaMetric metric) {}

    @Override
    public final Uuid clientInstanceId(Duration timeout) {
        throw new IllegalStateException("A consumer in memory sends no telemetry");
    }
}
