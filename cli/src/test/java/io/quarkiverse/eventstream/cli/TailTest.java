package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** {@code tail}, on a real broker. */
class TailTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EVENT = GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(0).value();

    private final String topic = "t-" + UUID.randomUUID();

    /** From the beginning to the end. */
    private Run all(String... options) {
        return Run.onBroker(
                Stream.concat(Stream.of("tail", topic, "--no-follow"), Arrays.stream(options)).toArray(String[]::new));
    }

    private static String named(String name) {
        return EVENT.replace("orderCreated", name);
    }

    private static String withPayload(String payload) {
        return EVENT.replace("\"payload\":null", "\"payload\":" + payload);
    }

    private List<String> offsets(Run run) {
        assertThat(run.code()).isZero();
        return run.out().lines().filter(line -> line.startsWith(topic)).map(line -> line.replaceAll("^.*?@(\\d+).*$", "$1"))
                .toList();
    }

    @Test
    void brokenRecordsArePrintedWithoutControlCharacters() throws Exception {
        SharedBroker.publish(topic, "\u001b[2J{", named("e\\u001b[2J"), withPayload("{\"a\":\"\u202e\u007f\"}"));

        for (Run run : List.of(all(), all("--whole"), all("--output=json"))) {
            assertThat(run.code()).isZero();
            assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && c != '\r' && Character.isISOControl(c))
                    .doesNotContain(0x202e);
        }
        assertThat(all().out()).contains("undecodable: not JSON", "\\u001b[2J{", "e\\u001b[2J  namespace shop");
        JsonNode broken = all("--output=json").json().get(0);
        assertThat(broken.get("value").textValue()).isEqualTo("\u001b[2J{");
        assertThat(broken.get("error").textValue()).startsWith("not JSON");
    }

    @Test
    void jsonHasTheWholeRecordAndOtherBytesThanUtf8InBase64() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, 1_795_501_596_120L, new byte[]{-1},
                EVENT.getBytes(UTF_8));
        record.headers().add("a", "b".getBytes(UTF_8)).add("a", null).add("c", new byte[]{-2});
        SharedBroker.publish(record);

        JsonNode line = all("--output=json").json().get(0);

        assertThat(line.get("topic").textValue()).isEqualTo(topic);
        assertThat(line.get("partition").intValue()).isZero();
        assertThat(line.get("offset").intValue()).isZero();
        assertThat(line.get("timestamp").textValue()).isEqualTo("2026-11-24T06:26:36.120Z");
        assertThat(line.get("keyBase64").textValue()).isEqualTo("/w==");
        assertThat(line.get("headers")).hasToString(
                "[{\"name\":\"a\",\"value\":\"b\"},{\"name\":\"a\",\"value\":null},{\"name\":\"c\",\"valueBase64\":\"/g==\"}]");
        assertThat(line.get("envelope")).isEqualTo(MAPPER.readTree(EVENT));
    }

    @Test
    void aLongPayloadIsCutByDefault() throws Exception {
        SharedBroker.publish(topic, withPayload("{\"text\":\"" + "x".repeat(500) + "END\",\"n\":[1]}"));

        assertThat(all().out()).contains("xxx…").doesNotContain("END");
        assertThat(all("--whole").out()).contains("xEND\"", "      \"n\" : [ 1 ]");
    }

    @Test
    void aDeadLetterSaysOfWhatAndWhy() throws Exception {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, "k".getBytes(UTF_8), EVENT.getBytes(UTF_8));
        Map.of("reason", "failed", "exception", "com.acme.NoSuchCustomer", "message", "c-1\u001b", "listener", "billing",
                "attempts",
                "10", "topic", "orders", "partition", "3", "offset", "42", "stack-trace",
                "com.acme.NoSuchCustomer\n\tat com.acme.Billing")
                .forEach((name, value) -> letter.headers().add("eventstream.dead-letter." + name, value.getBytes(UTF_8)));
        SharedBroker.publish(letter);

        assertThat(all().out().lines()).contains("    dead letter       of orders-3@42, failed for billing, attempts: 10",
                "    cause             com.acme.NoSuchCustomer: c-1\\u001b");
        assertThat(all().out()).doesNotContain("at com.acme.Billing");
        assertThat(all("--whole").out()).contains("          at com.acme.Billing");
    }

    @Test
    void aTombstoneIsShownAsSuch() throws Exception {
        SharedBroker.publish(new ProducerRecord<>(topic, "k".getBytes(UTF_8), null));

        assertThat(all().out()).contains("  tombstone").contains("key               k").doesNotContain("undecodable");
        assertThat(all("-o=json").json().get(0).get("tombstone").booleanValue()).isTrue();
    }

    @Test
    void onlyTheSelectedRecordsArePrinted() throws Exception {
        SharedBroker.publish(topic, named("a"), named("b"), named("a"), named("b"), named("a"));

        assertThat(offsets(all("--from=3"))).containsExactly("3", "4");
        assertThat(offsets(all("--from", "-2"))).containsExactly("3", "4");
        assertThat(offsets(all("--from=beginning", "--limit=2"))).containsExactly("0", "1");
        assertThat(offsets(all("--name=b"))).containsExactly("1", "3");
        assertThat(offsets(all("--name=b", "--name=a", "--limit=2"))).containsExactly("0", "1");
        assertThat(offsets(all("--name=a", "--from=1", "--limit=1"))).containsExactly("2");
        assertThat(offsets(all("--from=99"))).isEmpty();
        assertThat(all("--from=99").err()).contains("Nothing was found on " + topic);
    }

    @Test
    void recordsFromATimeOnArePrinted() throws Exception {
        Instant start = Instant.parse("2026-11-24T06:00:00Z");
        for (int minute = 0; minute < 3; minute++) {
            SharedBroker
                    .publish(new ProducerRecord<>(topic, 0, start.plusSeconds(60L * minute).toEpochMilli(), "k".getBytes(UTF_8),
                            EVENT.getBytes(UTF_8)));
        }

        assertThat(offsets(all("--from=2026-11-24T06:01:00Z"))).containsExactly("1", "2");
        assertThat(offsets(all("--from=2026-11-24T07:02:00+01:00"))).containsExactly("2");
        assertThat(offsets(all("--from=-1s"))).isEmpty();
        assertThat(offsets(all("--from=-100000d"))).hasSize(3);
    }

    @Test
    void keyNamespaceAndPayloadSelectEvents() throws Exception {
        SharedBroker.publish(topic, withPayload("{\"orderId\":\"o-1\",\"total\":12.50}"), withPayload("{\"orderId\":\"o-2\"}"),
                EVENT.replace("\"shop\"", "\"other\""), "no event");
        SharedBroker.publish(new ProducerRecord<>(topic, "other".getBytes(UTF_8), "no event".getBytes(UTF_8)));

        assertThat(offsets(all("--namespace=shop"))).containsExactly("0", "1");
        assertThat(offsets(all("--key=other"))).containsExactly("4");
        assertThat(offsets(all("--where=/payload/orderId=o-2"))).containsExactly("1");
        assertThat(offsets(all("--where=/payload/total=12.5"))).containsExactly("0");
        assertThat(offsets(all("--where=/payload/total"))).containsExactly("0");
        assertThat(offsets(all("--where=/payload/total", "--where=/payload/orderId=o-2"))).isEmpty();
    }

    @Test
    void allPartitionsOfAllTopicsAreRead() throws Exception {
        String other = SharedBroker.topic(1);
        SharedBroker.createTopic(topic, 3);
        SharedBroker.publish(other, EVENT);
        for (int partition = 0; partition < 3; partition++) {
            SharedBroker.publish(new ProducerRecord<>(topic, partition, "k".getBytes(UTF_8), EVENT.getBytes(UTF_8)));
        }

        assertThat(all(other).out()).contains(topic + "-0@0", topic + "-1@0", topic + "-2@0", other + "-0@0");
    }

    @Test
    void aMissingTopicIsNamedAndNotCreated() {
        for (int i = 0; i < 2; i++) {
            Run run = all();

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).startsWith("There is no topic " + topic + " at " + SharedBroker.bootstrapServers());
        }
    }

    @Test
    void followingBeginsAtTheEndAndWaitsUntilThereAreEnoughRecords() throws Exception {
        SharedBroker.publish(topic, EVENT);
        CompletableFuture<Run> following = CompletableFuture.supplyAsync(() -> Run.onBroker("tail", topic, "--limit=1"));

        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            SharedBroker.publish(topic, named("later"));
            return following.isDone();
        });

        assertThat(following.get().code()).isZero();
        assertThat(following.get().out()).contains("later").doesNotContain("orderCreated");
    }

    @Test
    void aPartitionThatIsAddedIsFollowed() throws Exception {
        SharedBroker.createTopic(topic, 1);
        CompletableFuture<Run> following = CompletableFuture.supplyAsync(
                () -> Run.onBroker("tail", topic, "--name=inTheNewOne", "--limit=1", "--property=metadata.max.age.ms=200"));
        await().pollInterval(Duration.ofMillis(100)).during(Duration.ofMillis(300)).until(() -> !following.isDone());

        SharedBroker.admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
        SharedBroker.publish(new ProducerRecord<>(topic, 1, "k".getBytes(UTF_8), named("inTheNewOne").getBytes(UTF_8)));

        assertThat(following.get().out()).contains(topic + "-1@0");
    }
}
