package io.quarkiverse.eventstream.interop.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.interop.GoPeer;
import io.quarkiverse.eventstream.interop.GoldenRecord;
import io.quarkiverse.eventstream.interop.GoldenRecords;

/** The guide shows the output of the commands; {@code -Dgolden.write=true} writes the examples of its pages again. */
class GuideOutputTest {

    private static final Path EXAMPLES = Path.of("../docs/modules/ROOT/examples/interop");
    private static final long WRITTEN = 1_795_501_596_120L;

    private static String run(String command, String topic) {
        return Run.of(command, "--bootstrap-servers", SharedBroker.bootstrapServers(), "--topic", topic).out();
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
        assertShown("golden.txt", run("golden", "golden"));
        for (GoldenRecord golden : GoldenRecords.all()) {
            ConsumerRecord<byte[], byte[]> answer = GoPeer.answer(golden.key(), golden.value());
            publish("answers", new String(answer.key(), UTF_8), new String(answer.value(), UTF_8));
        }
        assertShown("compare.txt", run("compare", "answers"));
    }

    @Test
    void aClientThatWritesNumbersAsTextIsShown() throws Exception {
        for (GoldenRecord golden : GoldenRecords.all()) {
            publish("other-answers", golden.key(), golden.value().replace(":12.5", ":\"12.5\""));
        }
        assertShown("compare-wrong.txt", run("compare", "other-answers"));
    }

    @Test
    void aCheckOfGoodAndBadRecordsIsShown() throws Exception {
        publish("orders", "c-1", GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(1).value());
        publish("orders", "c-2", """
                {"id":"0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52","name":"order created","namespace":"shop",\
                "timestamp":"2026-11-24T07:26:36.120+01:00","version":"1","clientID":"","service":"cart",\
                "payload":{"orderId":"o-2","total":9.9}}""");
        publish("orders", "c-3", "{\"id\":\"8e3d9be1a1f3470f8f5e2b8f6c1d7a90\",\"name\":\"orderCr");

        assertShown("print.txt", run("print", "orders"));
        assertShown("check.txt", run("check", "orders"));
    }
}
