package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * The properties of a producer. A record is acknowledged by all replicas in sync and written once, in order, over retries, which continue
 * until the time for publishing is over; and sending never blocks: {@link KafkaSender} waits instead.
 *
 * @param forLargeRecords whether it is for records that are larger than {@code max.request.size}, and compresses them: records that others
 *        have published compressed may be many times as large as the broker accepts
 */
record ProducerProperties(SharedProperties shared, boolean forLargeRecords) {

    private static final long KAFKAS_BUFFER_MEMORY = 32L << 20;
    private static final int PART_OF_HEAP = 8;

    /** Retries are bounded by time alone: a count is soon used up if a broker refuses at once, and a gap makes it refuse later records. */
    private static final Map<String, String> REQUIRED = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.RETRIES_CONFIG, String.valueOf(Integer.MAX_VALUE),
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");

    Map<String, Object> toMap() {
        Map<String, Object> properties = shared.copy();
        // A linger would delay each receipt; a busy producer fills its batches while requests are in flight.
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        shared.setTimeout("write-timeout", ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, shared.kafka().writeTimeout(), properties);
        properties.putAll(shared.kafka().producer());
        shared.setName(forLargeRecords ? shared.names().largeProducer() : shared.names().producer(), properties);
        shared.insist(REQUIRED, properties);
        int timeout = (int) Math.min(shared.settings().config().publish().timeout().toMillis(), Integer.MAX_VALUE);
        shared.insist(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(timeout),
                shared.settings().key("publish.timeout") + " says how long publishing may take", properties);
        Object transaction = properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        if (transaction != null) {
            shared.warnIgnored(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transaction,
                    "the bus writes each event by itself, in no transaction");
        }
        setPartitioner(properties);
        ProducerConfig parsed = new ProducerConfig(properties);
        // Kafka wants linger and request to fit into the delivery timeout.
        long roomForRequest = Math.max(1, timeout - parsed.getLong(ProducerConfig.LINGER_MS_CONFIG));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.min(parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), roomForRequest));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemory());
        if (forLargeRecords) {
            allowLargeRecords(parsed, properties);
        }
        return properties;
    }

    /** The same for a producer of transactions: it blocks until the broker has answered, and each has a name of its own. */
    Map<String, Object> forTransactions(String transactionalId, Duration timeout) {
        Map<String, Object> properties = toMap();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        shared.setName(shared.names().writer(transactionalId), properties);
        return properties;
    }

    /** Kafka's own partitioner needs no class; the application may have a partitioner of its own. */
    private void setPartitioner(Map<String, Object> properties) {
        KeyPartitioner partitioner = shared.settings().stream().partitioner();
        if (partitioner != KeyPartitioner.MURMUR2) {
            shared.insist(ProducerConfig.PARTITIONER_CLASS_CONFIG, KeyHashPartitioner.class.getName(),
                    shared.settings().key("publish.partitioner") + " says how keys determine partitions", properties);
            properties.put(KeyHashPartitioner.HASH, partitioner);
        }
    }

    private void allowLargeRecords(ProducerConfig parsed, Map<String, Object> properties) {
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                (int) Math.max(parsed.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        Math.min(bufferMemory(), Integer.MAX_VALUE)));
        if (CompressionType.NONE.name.equals(parsed.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG))) {
            // The only one that needs no library.
            properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.GZIP.name);
        }
    }

    /** The bytes of records that the producer may have. Kafka's 32 megabytes are more than a small heap has to spare. */
    long bufferMemory() {
        // The largest event must fit in nevertheless.
        long byDefault = Math.max(configured(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MaxRequestSize.KAFKAS_DEFAULT),
                Math.min(KAFKAS_BUFFER_MEMORY, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
        return configured(ProducerConfig.BUFFER_MEMORY_CONFIG, byDefault);
    }

    /** How many bytes are sent together. */
    int batchSize() {
        return Math.toIntExact(configured(ProducerConfig.BATCH_SIZE_CONFIG,
                (Integer) ProducerConfig.configDef().defaultValues().get(ProducerConfig.BATCH_SIZE_CONFIG)));
    }

    private long configured(String property, long byDefault) {
        String own = shared.kafka().producer().get(property);
        Object value = own == null ? shared.quarkusKafka().getOrDefault(property, byDefault) : own;
        return Long.parseLong(String.valueOf(value).strip());
    }
}
