package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * Has Kafka's producer use a {@link KeyPartitioner}. A record without a key, such as a dead letter of one, goes to any partition. Created
 * by Kafka's producer.
 */
public final class KeyHashPartitioner implements Partitioner {

    /** The property with the {@link KeyPartitioner}. */
    public static final String HASH = "eventstream.partitioner";

    private KeyPartitioner hash;

    @Override
    public void configure(Map<String, ?> properties) {
        hash = (KeyPartitioner) properties.get(HASH);
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        return keyBytes == null ? ThreadLocalRandom.current().nextInt(partitions) : hash.partition(keyBytes, partitions);
    }

    @Override
    public void close() {}
}
