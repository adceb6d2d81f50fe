package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes a tenth of the records of a topic again, each to any partition, so that two instances may get an event at once. */
final class Copies {

    private static final int PERCENT = 10;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic topic;
    private final Random random;
    private final Thread thread = new Thread(this::run, "copies");
    private volatile boolean ending;

    Copies(Topic topic, Random random) {
        this.topic = topic;
        this.random = random;
        thread.start();
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer(Map.of());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", topic.bootstrapServers()), new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.assign(topic.partitions());
            consumer.seekToBeginning(topic.partitions());
            while (!ending) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.headers().lastHeader(Topic.COPY) == null && random.nextInt(100) < PERCENT) {
                        producer.send(copy(record));
                    }
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(topic.name(), random.nextInt(Topic.PARTITIONS), record.key(),
                record.value(), record.headers());
        copy.headers().add(Topic.COPY, new byte[0]);
        return copy;
    }

    /** Returns when the last copy was written. */
    void end() throws InterruptedException {
        ending = true;
        thread.join();
    }
}
