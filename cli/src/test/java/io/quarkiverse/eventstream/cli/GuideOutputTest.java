package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.cli.golden.GoPeer;
import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** The guide shows the output of the commands; {@code -Dgolden.write=true} writes the examples of its pages again. */
class GuideOutputTest {

    private static final Path EXAMPLES = Path.of("../docs/modules/ROOT/examples/cli");
    private static final long WRITTEN = 1_795_501_596_120L;

    private static String run(String... line) {
        return Run.onBroker(line).out();
    }

    private static void assertShown(String example, String output) throws IOException {
        Path file = EXAMPLES.resolve(example);
        String lines = output.replace(System.lineSeparator(), "\n");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(EXAMPLES);
            Files.writeString(file, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(file));
    }

    private static void publish(String topic, String key, String value) throws Exception {
        SharedBroker.publish(new ProducerRecord<>(topic, 0, WRITTEN, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    @Test
    void theGoldenRecordsAndAnswersToThemAreShown() throws Exception {
        assertShown("golden.txt", run("golden", "publish", "golden"));
        for (GoldenRecord golden : GoldenRecords.all()) {
            ConsumerRecord<byte[], byte[]> answer = GoPeer.answer(golden.key(), golden.value());
            publish("answers", new String(answer.key(), UTF_8), new String(answer.value(), UTF_8));
        }
        assertShown("compare.txt", run("golden", "compare", "answers"));
    }

    @Test
    void aClientThatWritesNumbersAsTextIsShown() throws Exception {
        for (GoldenRecord golden : GoldenRecords.all()) {
            publish("other-answers", golden.key(), golden.value().replace(":12.5", ":\"12.5\""));
        }
        assertShown("compare-wrong.txt", run("golden", "compare", "other-answers"));
    }

    @Test
    void aCheckOfGoodAndBadRecordsIsShown() throws Exception {
        publish("orders", "c-1", GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(1).value());
        publish("orders", "c-2", """
                {"id":"0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52","name":"order created","namespace":"shop",\
                "timestamp":"2026-11-24T07:26:36.120+01:00","version":"1","clientID":"","service":"cart",\
                "payload":{"orderId":"o-2","total":9.9}}""");
        publish("orders", "c-3", "{\"id\":\"8e3d9be1a1f3470f8f5e2b8f6c1d7a90\",\"name\":\"orderCr");

        assertShown("tail.txt", run("tail", "orders", "--no-follow"));
        assertShown("check.txt", run("check", "orders"));
    }

    @Test
    void topicsGroupsAndLettersAreShown() throws Exception {
        for (Map.Entry<String, Integer> topic : Map.of("shop.orders", 3, "shop.orders.dlq", 3, "shop.payments", 1).entrySet()) {
            SharedBroker.createTopic(topic.getKey(), topic.getValue());
        }
        String event = """
                {"id":"0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52","name":"orderCreated","namespace":"shop","timestamp":"2026-11-24T06:26:36Z",\
                "version":1,"service":"cart","payload":{"orderId":"o-7","total":12.5}}""";
        for (int i = 0; i < 40; i++) {
            publish("shop.orders", "c-" + i, event);
        }
        Letters.on("shop.orders.dlq").key("c-7").value(event).publish();
        long anHourAgo = Instant.now().minus(Duration.ofMinutes(62)).toEpochMilli();
        SharedBroker.publish(new ProducerRecord<>("shop.payments", 0, anHourAgo, "p-1".getBytes(UTF_8), "{}".getBytes(UTF_8)));
        commit("shop.billing", new TopicPartition("shop.orders", 0), 40);
        commit("shop.audit", new TopicPartition("shop.orders", 0), 23);
        commit("shop.shipping", new TopicPartition("shop.orders", 0), 40);
        commit("shop.shipping", new TopicPartition("shop.payments", 0), 0);

        assertShown("topics.txt", run("topics", "shop.orders*"));
        assertShown("tail-letters.txt", run("tail", "shop.orders.dlq", "--no-follow"));
        assertShown("groups.txt", run("groups", "shop.shipping"));
        assertShown("letters-by-cause.txt", run("letters", "shop.orders.dlq"));
        assertShown("letter.txt", run("letters", "show", "shop.orders.dlq-0@0"));
        assertShown("redrive-dry-run.txt", run("redrive", "shop.orders.dlq", "--fingerprint=91d1f0a3c4b2e587", "--dry-run"));
        assertShown("redrive.txt", run("redrive", "shop.orders.dlq", "--fingerprint=91d1f0a3c4b2e587"));
    }

    private static void commit(String group, TopicPartition partition, long offset) throws Exception {
        SharedBroker.admin().alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset))).all().get();
    }

    @Test
    void publishingIsShown() throws Exception {
        SharedBroker.createTopic("shop.invoices", 1);

        assertShown("publish.txt", run("publish", "shop.invoices", "--name=invoiceSent", "--namespace=shop", "--key=c-1",
                "--payload={\"total\":12.5}", "--field=id=0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52"));
    }

    @Test
    void theHelpIsShown() throws Exception {
        assertShown("help.txt", Run.of("--help").out());
    }
}
