package io.quarkiverse.eventstream.interop.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.interop.GoPeer;
import io.quarkiverse.eventstream.interop.GoldenRecord;
import io.quarkiverse.eventstream.interop.GoldenRecords;

/** The commands on the topics of a real broker. */
class CommandsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GOOD = GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(0).value();
    private static final int RECORDS = GoldenRecords.all().size();

    private final String topic = "t-" + UUID.randomUUID();

    private Run run(String command, String... options) {
        return Run.of(line(command, options));
    }

    private String[] line(String command, String... options) {
        return Stream.concat(Stream.of(command, "--bootstrap-servers", SharedBroker.bootstrapServers(), "--topic", topic),
                Arrays.stream(options)).toArray(String[]::new);
    }

    private void publish(String... values) throws Exception {
        for (String value : values) {
            SharedBroker.publish(new ProducerRecord<>(topic, "k".getBytes(UTF_8), value.getBytes(UTF_8)));
        }
    }

    private String named(String name) {
        return GOOD.replace("orderCreated", name);
    }

    /** Plays a client that reads golden records and publishes them again. */
    private static void answer(String topic, List<GoldenRecord> golden,
            BiFunction<String, String, ConsumerRecord<byte[], byte[]>> client) throws Exception {
        for (GoldenRecord one : golden) {
            ConsumerRecord<byte[], byte[]> answer = client.apply(one.key(), one.value());
            SharedBroker.publish(new ProducerRecord<>(topic, answer.key(), answer.value()));
        }
    }

    @Test
    void goldenRecordsArePublishedPrintedAndValid() {
        Run golden = run("golden");
        Run print = run("print");
        Run check = run("check");

        assertThat(golden.code()).isZero();
        assertThat(golden.out()).contains(topic + "-0@0     orderCreated   go-sdk-v3.1.4/minimal", "java/unknownFields",
                RECORDS + " golden records.", "interop/run compare");
        assertThat(print.code()).isZero();
        assertThat(print.out().lines().filter(line -> line.startsWith(topic))).hasSize(RECORDS);
        assertThat(print.out()).contains("customer-é漢", "eventstream.name=orderCreated",
                "{\"lines\":[{\"qty\":2,\"sku\":\"a\"}]");
        assertThat(check.code()).isZero();
        assertThat(check.out()).contains("Note: left out, as newer Go SDKs do; readers see the empty value: clientId, ",
                "(10 records, the first at " + topic + "-0@5)", "region, retention").endsWith(
                        RECORDS
                                + " records: all keep the wire format." + System.lineSeparator());
        assertThat(print.err() + check.err() + golden.err()).isEmpty();
    }

    @Test
    void eachBrokenRecordIsReportedWithItsCoordinatesAndTheRemedy() throws Exception {
        publish(GOOD, "{\"name\":", GOOD.replace("2026-11-24T06:26:36Z", "now"), GOOD,
                GOOD.replace("\"version\":1", "\"version\":\"one\"").replace("shop", "s h o p"));

        Run run = run("check");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines()).containsSubsequence(
                topic + "-0@2: timestamp \"now\": must be RFC 3339 in UTC, with T and Z",
                "    Write a time such as 2026-11-24T06:26:36Z.",
                topic + "-0@4: version: is \"one\", and must be an integer of at most 64 bits, without a fraction or exponent",
                "    Write it with this type; the empty value is 1.",
                "5 records: 2 good, 3 with 3 violations.");
        assertThat(run.out()).contains(topic + "-0@1: value: ", "namespace \"s h o p\"")
                .doesNotContain("-0@0: ", "-0@3: ");
    }

    @Test
    void brokenRecordsArePrintedWithoutControlCharacters() throws Exception {
        publish("\u001b[2J{", named("e\\u001b[2J"),
                named("e").replace("\"payload\":null", "\"payload\":{\"a\":\"\u202e\u007f\"}"));

        for (Run run : List.of(run("print"), run("print", "--whole"), run("print", "--json"))) {
            assertThat(run.code()).isZero();
            assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && c != '\r' && Character.isISOControl(c))
                    .doesNotContain(0x202e);
        }
        assertThat(run("print").out()).contains("undecodable: not JSON", "\\u001b[2J{", "e\\u001b[2J  namespace shop");
        JsonNode broken = MAPPER.readTree(run("print", "--json").out().lines().findFirst().orElseThrow());
        assertThat(broken.get("value").textValue()).isEqualTo("\u001b[2J{");
        assertThat(broken.get("error").textValue()).startsWith("not JSON");
    }

    @Test
    void jsonHasTheWholeRecordAndOtherBytesThanUtf8InBase64() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, 1_795_501_596_120L, new byte[]{-1},
                GOOD.getBytes(UTF_8));
        record.headers().add("a", "b".getBytes(UTF_8)).add("a", null).add("c", new byte[]{-2});
        SharedBroker.publish(record);

        JsonNode line = MAPPER.readTree(run("print", "--json").out());

        assertThat(line.get("topic").textValue()).isEqualTo(topic);
        assertThat(line.get("partition").intValue()).isZero();
        assertThat(line.get("offset").intValue()).isZero();
        assertThat(line.get("timestamp").textValue()).isEqualTo("2026-11-24T06:26:36.120Z");
        assertThat(line.get("keyBase64").textValue()).isEqualTo("/w==");
        assertThat(line.get("headers")).hasToString(
                "[{\"name\":\"a\",\"value\":\"b\"},{\"name\":\"a\",\"value\":null},{\"name\":\"c\",\"valueBase64\":\"/g==\"}]");
        assertThat(line.get("envelope")).isEqualTo(MAPPER.readTree(GOOD));
    }

    @Test
    void aLongPayloadIsCutByDefault() throws Exception {
        publish(GOOD.replace("\"payload\":null", "\"payload\":{\"text\":\"" + "x".repeat(500) + "END\",\"n\":[1]}"));

        assertThat(run("print").out()).contains("xxx…").doesNotContain("END");
        assertThat(run("print", "--whole").out()).contains("xEND\"", "      \"n\" : [ 1 ]");
    }

    @Test
    void onlyTheSelectedRecordsAreRead() throws Exception {
        publish(named("a"), named("b"), named("a"), named("b"), named("a"));

        assertThat(offsets(run("print", "--from", "3"))).containsExactly("3", "4");
        assertThat(offsets(run("print", "--limit", "2"))).containsExactly("0", "1");
        assertThat(offsets(run("print", "--name", "b"))).containsExactly("1", "3");
        assertThat(offsets(run("print", "--name", "a", "--from", "1", "--limit", "1"))).containsExactly("2");
        assertThat(run("check", "--name", "a").out()).contains("3 records: all keep");
        assertThat(offsets(run("print", "--from", "99"))).isEmpty();
        assertThat(run("print", "--from", "99").err()).contains("Nothing was found on " + topic);
    }

    private List<String> offsets(Run run) {
        assertThat(run.code()).isZero();
        return run.out().lines().filter(line -> line.startsWith(topic)).map(line -> line.replaceAll("^.*?@(\\d+).*$", "$1"))
                .toList();
    }

    @Test
    void aNameInTheHeaderAloneIsSelectedTooBecauseListenersUseIt() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, "k".getBytes(UTF_8), named("a").getBytes(UTF_8));
        record.headers().add("eventstream.name", "b".getBytes(UTF_8));
        SharedBroker.publish(record);

        Run run = run("check", "--name", "b");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("header eventstream.name \"b\": is not the event's name, \"a\"");
    }

    @Test
    void allPartitionsAreRead() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        for (int partition = 0; partition < 3; partition++) {
            SharedBroker.publish(new ProducerRecord<>(topic, partition, "k".getBytes(UTF_8), GOOD.getBytes(UTF_8)));
        }

        assertThat(run("print").out()).contains(topic + "-0@0", topic + "-1@0", topic + "-2@0");
        assertThat(run("check").out()).contains("3 records: all keep the wire format.");
    }

    @Test
    void anEmptyTopicFailsTheCheck() throws Exception {
        publish(GOOD);

        Run run = run("check", "--from", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("Nothing was found on " + topic + ", so nothing was checked.");
    }

    @Test
    void aMissingTopicIsNamedAndNotCreated() {
        for (String command : List.of("print", "check", "print")) {
            Run run = run(command);

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).startsWith("There is no topic " + topic + " at " + SharedBroker.bootstrapServers());
        }
        assertThat(run("compare", "--wait", "0").code()).isEqualTo(1);
    }

    @Test
    void anInvalidTopicNameIsNamed() {
        String[] line = {"golden", "--bootstrap-servers", SharedBroker.bootstrapServers(), "--topic", "a b\u001b"};

        Run run = Run.of(line);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("a b\\u001b").doesNotContain("\u001b");
    }

    @Test
    void followingWaitsUntilThereAreEnoughRecords() throws Exception {
        publish(GOOD);
        CompletableFuture<Run> following = CompletableFuture
                .supplyAsync(() -> run("print", "--from", "latest", "--follow", "--limit", "1"));

        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            publish(named("later"));
            return following.isDone();
        });

        assertThat(following.get().code()).isZero();
        assertThat(following.get().out()).contains("later").doesNotContain("orderCreated");
    }

    @Test
    void aCheckThatFollowsReportsItsFindingsWhenItIsStopped() throws Exception {
        publish(GOOD, "{");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                Interop.class.getName()));
        command.addAll(List.of(line("check", "--follow")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

    @Test
    void aClientThatAnswersEachGoldenRecordCorrectlyPasses() throws Exception {
        answer(topic, GoldenRecords.all(), GoPeer::answer);

        Run run = run("compare");

        assertThat(run.code()).isZero();
        assertThat(run.out()).endsWith(RECORDS + " golden records, " + RECORDS
                + " answers: the client reads and writes them all." + System.lineSeparator())
                .contains("Note: the client's own, not the golden record's; so it remains open whether it reads this: id");
    }

    @Test
    void lateAnswersAndALateTopicAreAwaited() throws Exception {
        List<GoldenRecord> golden = GoldenRecords.all();
        CompletableFuture<Run> comparing = CompletableFuture.supplyAsync(() -> run("compare", "--wait", "60"));
        await().during(Duration.ofMillis(300)).until(() -> !comparing.isDone());
        answer(topic, golden.subList(1, golden.size()), GoPeer::newerAnswer);
        await().during(Duration.ofMillis(300)).until(() -> !comparing.isDone());

        answer(topic, golden.subList(0, 1), GoPeer::newerAnswer);

        assertThat(comparing.get(60, TimeUnit.SECONDS).code()).isZero();
    }

    @Test
    void aClientThatLosesDataFails() throws Exception {
        answer(topic, GoldenRecords.all(), (key, value) -> GoPeer.answer(key, value.replace("12.5", "12")));

        Run run = run("compare");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("payload.total, of the golden record go-sdk-v3.1.4/full: expected 12.5, found 12",
                RECORDS + " golden records, " + RECORDS + " answers: the client does not understand them all.");
    }

    @Test
    void aMissingAnswerFails() throws Exception {
        answer(topic, GoldenRecords.all().stream().filter(golden -> !golden.name().equals("ownKey")).toList(),
                GoPeer::newerAnswer);

        Run run = run("compare", "--wait", "0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("No answer to java/ownKey.", (RECORDS - 1) + " answers: the client does not understand");
    }
}
