package io.quarkiverse.eventstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.cli.golden.GoPeer;
import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** {@code golden}, on a real broker. */
class GoldenTest {

    private static final int RECORDS = GoldenRecords.all().size();

    private final String topic = "t-" + UUID.randomUUID();

    /** Plays a client that reads golden records and publishes them again. */
    private void answer(List<GoldenRecord> golden, BiFunction<String, String, ConsumerRecord<byte[], byte[]>> client)
            throws Exception {
        for (GoldenRecord one : golden) {
            ConsumerRecord<byte[], byte[]> answer = client.apply(one.key(), one.value());
            SharedBroker.publish(new ProducerRecord<>(topic, answer.key(), answer.value()));
        }
    }

    @Test
    void goldenRecordsArePublishedPrintedAndValid() {
        Run golden = Run.onBroker("golden", "publish", topic);
        Run tail = Run.onBroker("tail", topic, "--no-follow");
        Run check = Run.onBroker("check", topic);

        assertThat(golden.code()).isZero();
        assertThat(golden.out()).contains(topic + "-0@0     orderCreated   go-sdk-v3.1.4/minimal", "java/unknownFields",
                RECORDS + " golden records.", "eventstream golden compare");
        assertThat(tail.code()).isZero();
        assertThat(tail.out().lines().filter(line -> line.startsWith(topic))).hasSize(RECORDS);
        assertThat(tail.out()).contains("customer-é漢", "eventstream.name=orderCreated",
                "{\"lines\":[{\"qty\":2,\"sku\":\"a\"}]");
        assertThat(check.code()).isZero();
        assertThat(check.out()).contains("Note: left out, as newer Go SDKs do; readers see the empty value: clientId, ",
                "(10 records, the first at " + topic + "-0@5)", "region, retention").endsWith(
                        RECORDS + " records: all keep the wire format." + System.lineSeparator());
        assertThat(tail.err() + check.err() + golden.err()).isEmpty();
    }

    @Test
    void thePublishedRecordsAreAlsoJson() {
        List<JsonNode> lines = Run.onBroker("golden", "publish", topic, "-o=json").json();

        assertThat(lines).hasSize(RECORDS);
        assertThat(lines.get(0)).hasToString("{\"topic\":\"" + topic
                + "\",\"partition\":0,\"offset\":0,\"name\":\"orderCreated\",\"golden\":\"go-sdk-v3.1.4/minimal\"}");
    }

    @Test
    void aClientThatAnswersEachGoldenRecordCorrectlyPasses() throws Exception {
        answer(GoldenRecords.all(), GoPeer::answer);

        Run run = Run.onBroker("golden", "compare", topic);
        List<JsonNode> json = Run.onBroker("golden", "compare", topic, "-o=json").json();

        assertThat(run.code()).isZero();
        assertThat(run.out()).endsWith(RECORDS + " golden records, " + RECORDS
                + " answers: the client reads and writes them all." + System.lineSeparator())
                .contains("Note: the client's own, not the golden record's; so it remains open whether it reads this: id");
        assertThat(json.get(json.size() - 1))
                .hasToString("{\"kind\":\"summary\",\"golden\":" + RECORDS + ",\"answers\":" + RECORDS
                        + ",\"violations\":0,\"good\":true,\"unanswered\":[]}");
    }

    @Test
    void lateAnswersAndALateTopicAreAwaited() throws Exception {
        List<GoldenRecord> golden = GoldenRecords.all();
        CompletableFuture<Run> comparing = CompletableFuture.supplyAsync(
                () -> Run.onBroker("golden", "compare", topic, "--wait=60"));
        await().during(Duration.ofMillis(300)).until(() -> !comparing.isDone());
        answer(golden.subList(1, golden.size()), GoPeer::newerAnswer);
        await().during(Duration.ofMillis(300)).until(() -> !comparing.isDone());

        answer(golden.subList(0, 1), GoPeer::newerAnswer);

        assertThat(comparing.get(60, TimeUnit.SECONDS).code()).isZero();
    }

    @Test
    void aClientThatLosesDataFails() throws Exception {
        answer(GoldenRecords.all(), (key, value) -> GoPeer.answer(key, value.replace("12.5", "12")));

        Run run = Run.onBroker("golden", "compare", topic);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("payload.total, of the golden record go-sdk-v3.1.4/full: expected 12.5, found 12",
                RECORDS + " golden records, " + RECORDS + " answers: the client does not understand them all.");
    }

    @Test
    void aMissingAnswerFails() throws Exception {
        answer(GoldenRecords.all().stream().filter(golden -> !golden.name().equals("ownKey")).toList(), GoPeer::newerAnswer);

        Run run = Run.onBroker("golden", "compare", topic, "--wait=0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("No answer to java/ownKey.", (RECORDS - 1) + " answers: the client does not understand");
    }

    @Test
    void aMissingTopicAndAnInvalidNameAreNamed() {
        Run missing = Run.onBroker("golden", "compare", topic, "--wait=0");
        Run invalid = Run.onBroker("golden", "publish", "a b\u001b");

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("There is no topic " + topic);
        assertThat(invalid.code()).isEqualTo(3);
        assertThat(invalid.err()).contains("a b\\u001b").doesNotContain("\u001b");
    }
}
