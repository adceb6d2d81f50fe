package io.quarkiverse.eventstream.cli.connect;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.record.CompressionType;

import io.quarkiverse.eventstream.runtime.kafka.TopicClients;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.KeyPartitioner;

/** The clients of commands that write what depends on the contents of topics. */
record ExclusiveClients(ClientProperties properties) implements TopicClients {

    private static final int LARGEST_REQUEST = 32 << 20;

    @Override
    public String bootstrapServers() {
        return properties.servers();
    }

    @Override
    public Map<String, Object> admin(String role) {
        return properties.admin();
    }

    @Override
    public Map<String, Object> consumer(ConsumerSettings settings) {
        Map<String, Object> consumer = properties.consumer();
        consumer.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
        consumer.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, settings.partitionFetchBytes());
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer;
    }

    @Override
    public String consumerKey(String property) {
        return properties.configuration().key("kafka.consumer.\"" + property + "\"");
    }

    @Override
    public Map<String, Object> exclusiveProducer(String transactionalId, Duration timeout) {
        Map<String, Object> producer = properties.producer(KeyPartitioner.MURMUR2);
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        // The broker alone limits the size of a letter, which others may have compressed.
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.GZIP.name);
        return producer;
    }

    @Override
    public IsolationLevel isolation() {
        String level = String.valueOf(properties.consumer().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
        return level.strip().equals(IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT))
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }
}
