package io.quarkiverse.eventstream.devbroker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What clients commonly ask of a node, so that it loads the classes that answer. Used in the node's own JVM, for its archive of classes. */
final class Rehearsal {

    private static final String NAME = "rehearsal";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_POLLS = 100;

    private Rehearsal() {}

    /** Writes an event in a transaction, and reads it as the member of a group. */
    static void run(Properties node) {
        Map<String, Object> address = Map.of("bootstrap.servers", node.getProperty("advertised.listeners").split("://")[1]);
        ByteArraySerializer serializer = new ByteArraySerializer();
        Properties producing = new Properties();
        producing.putAll(address);
        producing.put("transactional.id", NAME);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producing, serializer, serializer)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NAME, NAME.getBytes(StandardCharsets.US_ASCII)));
            producer.commitTransaction();
        }
        ByteArrayDeserializer deserializer = new ByteArrayDeserializer();
        Properties consuming = new Properties();
        consuming.putAll(address);
        consuming.putAll(Map.of("group.id", NAME, "auto.offset.reset", "earliest", "isolation.level", "read_committed"));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consuming, deserializer, deserializer)) {
            consumer.subscribe(List.of(NAME));
            for (int polls = 0; polls < MOST_POLLS && consumer.poll(POLL).isEmpty(); polls++) {
                // A node that is slow today has loaded its classes, too.
                continue;
            }
            consumer.commitSync();
        }
    }
}
