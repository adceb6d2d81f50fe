package io.quarkiverse.eventstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/** {@code publish}, on a real broker. */
class PublishTest {

    @TempDir
    Path folder;
    private String topic;

    @BeforeEach
    void newTopic() throws Exception {
        topic = SharedBroker.topic(1);
    }

    private Run publish(String... options) {
        return Run.onBroker(Stream.concat(Stream.of("publish", topic), Arrays.stream(options)).toArray(String[]::new));
    }

    private Run publishFile(String text, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("events.json"), text);
        return publish(Stream.concat(Stream.of("--file", file.toString()), Arrays.stream(options)).toArray(String[]::new));
    }

    private List<JsonNode> published() {
        return Run.onBroker("tail", topic, "--no-follow", "--output=json").json();
    }

    @Test
    void anEventOfTheOptionsIsPublished() {
        Run run = publish("--name=orderCreated", "--namespace=shop", "--key=c-1", "--payload={\"total\":12.5}",
                "--field=userId=u-1", "--field=version=2", "--header=tenant=eu");

        assertThat(run.code()).isZero();
        assertThat(run.out()).matches(topic + "-0@0  orderCreated  id [0-9a-f]{32}  key c-1\\R");
        JsonNode record = published().get(0);
        assertThat(record.get("key").textValue()).isEqualTo("c-1");
        assertThat(record.get("headers")).hasToString(
                "[{\"name\":\"tenant\",\"value\":\"eu\"},{\"name\":\"eventstream.name\",\"value\":\"orderCreated\"}]");
        assertThat(record.at("/envelope/payload/total").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(record.at("/envelope/userId").textValue()).isEqualTo("u-1");
        assertThat(record.at("/envelope/version").intValue()).isEqualTo(2);
        assertThat(record.at("/envelope/id").textValue()).hasSize(32);
    }

    @Test
    void theReceiptsAreAlsoJson() {
        JsonNode receipt = publish("--name=e", "--namespace=n", "--field=id=i-1", "--output=json").json().get(0);

        assertThat(receipt).hasToString("{\"topic\":\"" + topic
                + "\",\"name\":\"e\",\"id\":\"i-1\",\"key\":\"i-1\",\"partition\":0,\"offset\":0}");
    }

    @Test
    void theEventsOfAFileKeepTheirOrder() throws Exception {
        Run run = publishFile("""
                {"name":"a","namespace":"n","key":"k","headers":{"h":"v"}}
                {
                  "name": "b",
                  "namespace": "n"
                }
                """);

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(published()).extracting(record -> record.at("/envelope/name").textValue()).containsExactly("a", "b");
        assertThat(published().get(0).at("/headers/0")).hasToString("{\"name\":\"h\",\"value\":\"v\"}");
    }

    @Test
    void anArrayIsTakenToo() throws Exception {
        assertThat(publishFile("[{\"name\":\"a\",\"namespace\":\"n\"},{\"name\":\"b\",\"namespace\":\"n\"}]").out().lines())
                .hasSize(2);
    }

    @Test
    void whatTailPrintsIsPublishedAgainUnchanged() throws Exception {
        Run.onBroker("golden", "publish", topic);
        String target = SharedBroker.topic(1);
        Path file = Files.writeString(folder.resolve("records.json"),
                Run.onBroker("tail", topic, "--no-follow", "--output=json").out());

        Run run = Run.onBroker("publish", target, "--file", file.toString(), "--wire-format=4.2");

        assertThat(run.code()).isZero();
        assertThat(Run.onBroker("golden", "compare", target, "--wait=0").out())
                .endsWith("the client reads and writes them all." + System.lineSeparator());
    }

    @Test
    void theFirstInvalidEventEndsPublishingAndIsNamedWithAllViolations() throws Exception {
        Run run = publishFile("""
                {"name":"a","namespace":"n"}
                {"name":"a b","namespace":"n n"}
                {"name":"c","namespace":"n"}
                """);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.err()).contains("events.json, line 2: the event is not valid: name \"a b\": must be ",
                "; namespace \"n n\": ");
        assertThat(published()).hasSize(1);
    }

    @Test
    void unknownFieldsAndOtherJsonAreRefused() throws Exception {
        assertThat(publishFile("{\"name\":\"a\",\"namespace\":\"n\",\"playload\":{}}").err())
                .contains("line 1: has unknown fields: playload. Correct their names");
        assertThat(publishFile("7").err()).contains("line 1: is no JSON object");
        assertThat(publishFile("{\"name\":7}").err()).contains("line 1: field \"name\" at byte 8: expected a string");
        assertThat(publishFile("{\"name\":\"a\",\"key\":1}").err()).contains("a key that is no string");
        Run broken = publishFile("{\"name\":\"a\",\"namespace\":\"n\"}\n{oops");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("events.json, line 2: no JSON: ");
        assertThat(broken.out()).contains(topic + "-0@0");
    }

    @Test
    void aDryRunChecksAllEventsAndWritesNone() throws Exception {
        Run run = publishFile("""
                {"name":"a b","namespace":"n"}
                {"name":"c","namespace":"n","key":"k"}
                {"name":"d e","namespace":"n"}
                """, "--dry-run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.out()).startsWith("valid  c  id ").contains("1 event valid, none written (--dry-run).");
        assertThat(published()).isEmpty();
        assertThat(publishFile("{\"name\":\"c\",\"namespace\":\"n\",\"key\":\"k\"}", "--dry-run", "-o=json").json().get(0)
                .get("valid").booleanValue()).isTrue();
    }

    @Test
    void theRulesOfTheConfigurationApply() throws Exception {
        Path config = Files.writeString(folder.resolve("application.properties"), """
                quarkus.eventstream.wire-format=3.21
                quarkus.eventstream.strict-validation=true
                quarkus.eventstream.kafka.producer."max.request.size"=400
                """);

        assertThat(publish("--dry-run", "--name=e", "--config=" + config).code()).isZero();
        assertThat(publish("--dry-run", "--name=e", "--config=" + config, "--wire-format=3.1").err())
                .contains("namespace \"\"");
        assertThat(publish("--dry-run", "--name=e", "--config=" + config, "--field=userId=u").err()).contains("userId \"u\"");
        assertThat(
                publish("--dry-run", "--name=e", "--config=" + config, "--payload={\"a\":\"" + "x".repeat(400) + "\"}").err())
                .contains("must have at most 400 bytes (max.request.size of the producer)");
    }

    @Test
    void thePartitionerDeterminesThePartition() throws Exception {
        topic = SharedBroker.topic(8);
        byte[] key = {'c', '-', '1'};

        for (KeyPartitioner partitioner : KeyPartitioner.values()) {
            String name = partitioner.name().toLowerCase(Locale.ROOT).replace('_', '-');
            JsonNode receipt = publish("--name=e", "--namespace=n", "--key=c-1", "--partitioner=" + name, "-o=json").json()
                    .get(0);

            assertThat(receipt.get("partition").intValue()).as(name).isEqualTo(partitioner.partition(key, 8));
        }
        assertThat(publish("--name=e", "--partitioner=dice").code()).isEqualTo(2);
        assertThat(publish("--name=e", "--wire-format=9").code()).isEqualTo(2);
    }

    @Test
    void aMissingTopicIsNotCreatedAndSimilarOnesAreNamed() throws Exception {
        String whole = "prod." + topic;
        SharedBroker.createTopic(whole, 1);
        topic = topic + "x";
        Run none = publish("--name=e", "--namespace=n");
        topic = topic.substring(0, topic.length() - 1).toUpperCase(Locale.ROOT);
        Run similar = publish("--name=e", "--namespace=n");

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).startsWith("There is no topic " + topic.toLowerCase(Locale.ROOT) + "x at ");
        assertThat(similar.err()).contains("with the prefix, such as ", whole);
    }

    @Test
    void aPayloadThatIsNoJsonIsAnInvalidOption() {
        assertThat(publish("--name=e", "--payload={").err()).contains("\"{\" is no JSON: ");
        assertThat(publish("--name=e", "--file=x").code()).isEqualTo(2);
        assertThat(publish("--file=/nowhere/at-all").err()).startsWith("--file /nowhere/at-all can't be read: ");
    }
}
