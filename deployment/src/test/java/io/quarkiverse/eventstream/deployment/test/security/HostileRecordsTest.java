package io.quarkiverse.eventstream.deployment.test.security;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/**
 * A malicious record causes at most a dead letter or a line of the log, and does not affect other events.
 */
class HostileRecordsTest {

    private static final int MAX_LINE = 2000;
    private static final PatternFormatter LINES = new PatternFormatter("%s");
    private static final long MAX_HEAP_GROWTH = 100 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(Patience.class, RawKafka.class, Received.class, HostileRecords.class, Order.class))
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1")
            .overrideConfigKey("quarkus.eventstream.listener.aside.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.skipping.failure-policy", "skip")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("io.quarkiverse.eventstream"))
            .assertLogRecords(records -> assertThat(records).isNotEmpty().allSatisfy(HostileRecordsTest::assertHarmless));

    /** The payload of the listener. */
    public record Order(String id, long amount) {}

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void everyValidEventIsDeliveredAndEveryOtherDeadLetteredOrSkipped() {
        String topic = kafka.newTopic(1);
        Received aside = listen("aside", topic);
        Received skipped = listen("skipping", topic);
        List<ProducerRecord<byte[], byte[]>> hostile = HostileRecords.of(topic);
        long heap = usedHeap();

        send(topic, hostile);

        List<String> good = IntStream.range(0, hostile.size()).mapToObj(i -> "good-" + i).toList();
        // Dead letters that are too large are sent to the broker before it refuses them.
        await().atMost(PATIENCE).until(() -> aside.events().size() >= good.size());
        await().atMost(PATIENCE).until(() -> skipped.events().size() >= good.size());
        assertThat(aside.ids()).isEqualTo(good);
        assertThat(skipped.ids()).isEqualTo(good);
        for (String group : List.of("aside-" + topic, "skipping-" + topic)) {
            await().atMost(PATIENCE).until(() -> Long.valueOf(2L * hostile.size()).equals(kafka.committed(group, topic, 0)));
        }
        // A record without a value is a tombstone, which no listener here takes.
        List<Integer> broken = IntStream.range(0, hostile.size()).filter(i -> hostile.get(i).value() != null).boxed().toList();
        assertDeadLetters(kafka.read(topic + ".dlq", 1), broken);
        assertThat(usedHeap() - heap).isLessThan(MAX_HEAP_GROWTH);
    }

    private Received listen(String id, String topic) {
        Received received = new Received();
        events.newSubscription(id).topic(topic).group(id + "-" + topic).offset(Offset.EARLIEST).name("order")
                .handler(event -> handle(event, received)).register();
        return received;
    }

    private static void handle(IncomingEvent event, Received received) {
        Order order = event.payload(Order.class);
        event.payloadAsMap();
        if (!event.id().startsWith("good-")) {
            throw new IllegalStateException("No such order: " + order + " in " + event.id());
        }
        received.handle(event);
    }

    private void send(String topic, List<ProducerRecord<byte[], byte[]>> hostile) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", "gzip", "max.request.size", 64 << 20,
                        "buffer.memory", 128L << 20, "linger.ms", 0, "batch.size", 0),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < hostile.size(); i++) {
                producer.send(hostile.get(i));
                producer.send(new ProducerRecord<>(topic, 0, null,
                        HostileRecords.event("good-" + i, ",\"payload\":{\"id\":\"x\",\"amount\":1}")
                                .getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void assertDeadLetters(List<ConsumerRecord<String, String>> letters, List<Integer> broken) {
        assertThat(letters).hasSameSizeAs(broken);
        for (int i = 0; i < broken.size(); i++) {
            ConsumerRecord<String, String> letter = letters.get(i);
            assertThat(header(letter, "offset")).isEqualTo(String.valueOf(2 * broken.get(i)));
            assertThat(header(letter, "topic")).isEqualTo(letter.topic().replace(".dlq", ""));
            assertThat(header(letter, "message")).matches(HostileRecordsTest::isOneLine);
            boolean omitted = letter.headers().lastHeader("eventstream.dead-letter.omitted") != null;
            assertThat(letter.value() == null).as("whether the value of letter %d is too large", i).isEqualTo(omitted);
        }
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        return new String(letter.headers().lastHeader("eventstream.dead-letter." + name).value(), StandardCharsets.UTF_8);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void assertHarmless(LogRecord record) {
        String message = LINES.format(record instanceof ExtLogRecord extended ? extended : ExtLogRecord.wrap(record));
        assertThat(message).matches(HostileRecordsTest::isOneLine).hasSizeLessThan(MAX_LINE);
        for (Throwable thrown = record.getThrown(); thrown != null; thrown = thrown.getCause()) {
            assertThat(String.valueOf(thrown.getMessage()).replace("\n at [Source: ", ""))
                    .matches(HostileRecordsTest::isOneLine)
                    .hasSizeLessThan(MAX_LINE);
        }
    }

    private static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }
}
