package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * Where nearly all events are skipped unread, the wanted ones are delivered nevertheless, and an interceptor of the consumer sees all of
 * them.
 */
class SkippedValuesTest {

    /** More than one fetch returns. */
    private static final int EVENTS = 3000;
    private static final int ONE_IN = 50;
    private static final DevBroker BROKER = DevBroker.start();

    private final Map<String, Object> kafka = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BROKER.bootstrapServers());
    private final KafkaListeners listeners = new KafkaListeners();

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @AfterEach
    void close() {
        listeners.close();
    }

    private void publish(String topic) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < EVENTS; number++) {
                producer.send(new ProducerRecord<>(topic, value(number).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static String value(int number) {
        return "{\"id\":\"" + number + "\",\"name\":\"" + (number % ONE_IN == 0 ? "wanted" : "other") + "\"}";
    }

    private void awaitWanted() {
        String[] wanted = IntStream.range(0, EVENTS / ONE_IN).mapToObj(number -> String.valueOf(number * ONE_IN))
                .toArray(String[]::new);
        await().untilAsserted(() -> assertThat(listeners.delivered).containsExactlyInAnyOrder(wanted));
    }

    @Test
    void whatIsWantedIsDelivered() {
        publish("mixed");

        listeners.listenFor("wanted", kafka, Map.of(), "mixed");

        awaitWanted();
    }

    @Test
    void anInterceptorOfTheApplicationsSeesEachValue() {
        publish("intercepted");

        listeners.listenFor("wanted", kafka,
                Map.of("kafka.consumer.\"interceptor.classes\"", Auditor.class.getName()), "intercepted");

        awaitWanted();
        String[] all = IntStream.range(0, EVENTS).mapToObj(SkippedValuesTest::value).toArray(String[]::new);
        await().untilAsserted(() -> assertThat(Auditor.SEEN).containsExactlyInAnyOrder(all));
    }

    /** Keeps the records that it sees. */
    public static final class Auditor implements ConsumerInterceptor<byte[], byte[]> {

        static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            records.forEach(record -> SEEN.add(new String(record.value(), StandardCharsets.UTF_8)));
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
