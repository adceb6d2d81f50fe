package io.quarkiverse.eventstream.interop.command;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** One broker for the whole test run. */
final class SharedBroker {

    private static final DevBroker BROKER = DevBroker.start();
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "linger.ms", "0"), new ByteArraySerializer(),
            new ByteArraySerializer());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            PRODUCER.close(Duration.ZERO);
            BROKER.close();
        }));
    }

    private SharedBroker() {}

    static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    /** Waits for the acknowledgement. */
    static void publish(ProducerRecord<byte[], byte[]> record) throws Exception {
        PRODUCER.send(record).get();
    }
}
