package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** {@code check}, on a real broker. */
class CheckTest {

    private static final String EVENT = GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(0).value();

    private final String topic = "t-" + UUID.randomUUID();

    @Test
    void eachBrokenRecordIsReportedWithItsCoordinatesAndTheRemedy() throws Exception {
        SharedBroker.publish(topic, EVENT, "{\"name\":", EVENT.replace("2026-11-24T06:26:36Z", "now"), EVENT,
                EVENT.replace("\"version\":1", "\"version\":\"one\"").replace("shop", "s h o p"));

        Run run = Run.onBroker("check", topic);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines()).containsSubsequence(
                topic + "-0@2: timestamp \"now\": must be RFC 3339 in UTC, with T and Z",
                "    Write a time such as 2026-11-24T06:26:36Z.",
                topic + "-0@4: version: is \"one\", and must be an integer of at most 64 bits, without a fraction or exponent",
                "    Write it with this type; the empty value is 1.",
                "NAME           RECORDS  LARGEST", "orderCreated         3  363 B", "(undecodable)        2  370 B",
                "5 records: 2 good, 3 with 3 violations.");
        assertThat(run.out()).contains(topic + "-0@1: value: ", "namespace \"s h o p\"")
                .doesNotContain("-0@0: ", "-0@3: ");
    }

    @Test
    void jsonHasALineForEachFindingAndASummary() throws Exception {
        SharedBroker.publish(topic, EVENT.replace("2026-11-24T06:26:36Z", "now"), EVENT.replace("shop", "s h o p"));

        Run run = Run.onBroker("check", topic, "--output=json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().get(0)).hasToString("{\"kind\":\"violation\",\"topic\":\"" + topic
                + "\",\"partition\":0,\"offset\":0,\"subject\":\"timestamp \\\"now\\\"\",\"problem\":\"must be RFC 3339 in UTC, with T"
                + " and Z\",\"remedy\":\"Write a time such as 2026-11-24T06:26:36Z.\"}");
        assertThat(run.json()).anySatisfy(note -> {
            assertThat(note.get("kind").textValue()).isEqualTo("note");
            assertThat(note.get("subjects").get(0).textValue()).isEqualTo("namespace \"s h o p\"");
            assertThat(note.get("first").textValue()).isEqualTo(topic + "-0@1");
        });
        assertThat(run.json().get(run.json().size() - 1))
                .hasToString("{\"kind\":\"summary\",\"names\":[{\"name\":\"orderCreated\","
                        + "\"records\":2,\"largestBytes\":366}],\"records\":2,\"bad\":1,\"violations\":1}");
    }

    @Test
    void aNameInTheHeaderAloneIsSelectedTooBecauseListenersUseIt() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, "k".getBytes(UTF_8), EVENT.getBytes(UTF_8));
        record.headers().add("eventstream.name", "b".getBytes(UTF_8));
        SharedBroker.publish(record);

        Run run = Run.onBroker("check", topic, "--name=b");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("header eventstream.name \"b\": is not the event's name, \"orderCreated\"");
    }

    @Test
    void thePartitionerOfEachTopicIsNamed() throws Exception {
        SharedBroker.createTopic(topic, 8);
        String other = SharedBroker.topic(1);
        SharedBroker.publish(topic, EVENT);
        SharedBroker.publish(other, EVENT);

        assertThat(Run.onBroker("check", topic).out()).contains("Note: the keys determine the partitions as with"
                + " quarkus.eventstream.publish.partitioner=murmur2");
        assertThat(Run.onBroker("check", topic, other).out()).contains("Note: " + topic + ": the keys determine");
    }

    @Test
    void anEmptyTopicFailsTheCheck() throws Exception {
        SharedBroker.publish(topic, EVENT);

        Run run = Run.onBroker("check", topic, "--from=1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Nothing was found on " + topic + ", so nothing was checked.");
    }

    @Test
    void aCheckThatFollowsReportsItsFindingsWhenItIsInterrupted() throws Exception {
        SharedBroker.publish(topic, EVENT, "{");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.jboss.logging.provider=jdk", "-cp",
                System.getProperty("java.class.path"),
                Eventstream.class.getName(), "check", topic, "--follow", "-b", SharedBroker.bootstrapServers())
                .redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).startsWith(topic + "-0@1: value: ");

            // Unlike Process.destroy, this keeps the remaining output.
            process.toHandle().destroy();

            assertThat(out.lines().collect(Collectors.toList())).last().isEqualTo("2 records: 1 good, 1 with 1 violation.");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }
}
