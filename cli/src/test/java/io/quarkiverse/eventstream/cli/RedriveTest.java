package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code redrive} and {@code discard}, on a real broker. */
class RedriveTest {

    private final String topic = "letters-" + UUID.randomUUID() + ".dlq";

    @TempDir
    Path folder;

    @BeforeEach
    void createTopic() throws Exception {
        SharedBroker.createTopic(topic, 1);
    }

    private void publish(int letters) throws Exception {
        for (int i = 0; i < letters; i++) {
            Letters.on(topic).key("c-" + i).publish();
        }
    }

    private Run on(String command, String... options) {
        return Run.onBroker(Stream.concat(Stream.of(command, topic), Arrays.stream(options)).toArray(String[]::new));
    }

    private int count(String state) {
        Run run = on("letters", "--state=" + state, "-o=json");
        assertThat(run.code()).as(run.err()).isZero();
        return run.json().stream().mapToInt(group -> group.get("count").intValue()).sum();
    }

    private boolean hasJournal() throws Exception {
        return SharedBroker.admin().listTopics().names().get().contains(topic + ".journal");
    }

    private JsonNode shown(String id) {
        return Run.onBroker("letters", "show", topic + "-" + id, "-o=json").json().get(0);
    }

    @Test
    void theSelectedLettersAreRedrivenOnce() throws Exception {
        publish(3);

        Run redrive = on("redrive", "--key=c-1", "--id=0@1", "--by=joe", "--reason=SHOP-4711");
        Run again = on("redrive", "--key=c-1");

        assertThat(redrive.code()).as(redrive.err()).isZero();
        assertThat(redrive.out()).isEqualToIgnoringNewLines("1 letter redriven.");
        assertThat(redrive.err()).isEqualToIgnoringNewLines(
                "Redriving 1 letter of " + topic + ", at most 100 in a second.");
        assertThat(shown("0@1").get("status").get("state").textValue()).isEqualTo("redriven");
        assertThat(shown("0@1").get("status").get("by").textValue()).isEqualTo("joe");
        assertThat(shown("0@1").get("status").get("reason").textValue()).isEqualTo("SHOP-4711");
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualToIgnoringNewLines("0 letters redriven.");
        assertThat(count("open")).isEqualTo(2);
    }

    @Test
    void aDryRunPrintsWhatWouldBeRedrivenAndWritesNothing() throws Exception {
        publish(2);
        Letters.ofGo(topic).publish();

        Run text = on("redrive", "--all", "--dry-run");
        Run json = on("redrive", "--all", "--dry-run", "-o=json");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.err()).isEmpty();
        assertThat(text.out().lines()).containsExactly("LETTERS  LISTENER", "      2  " + Letters.BILLING, topic + "-0@0",
                topic + "-0@1", topic + "-0@2 names no listener: give the listener and its group", "REFUSED  REASON",
                "      1  names no listener: give the listener and its group",
                "2 letters would be redriven, none is (--dry-run).");
        assertThat(json.json()).singleElement().hasToString("{\"count\":2,\"byListener\":{\"" + Letters.BILLING
                + "\":2},\"refused\":{\"no_listener\":1},\"letters\":[\"" + topic + "-0@0\",\"" + topic + "-0@1\"]}");
        assertThat(hasJournal()).isFalse();
    }

    @Test
    void lettersOfGoNeedATarget() throws Exception {
        Letters.ofGo(topic).publish();

        Run refused = on("redrive", "--all");
        Run half = on("redrive", "--all", "--to-listener=billing");
        Run redriven = on("redrive", "--all", "--to-listener=billing", "--to-group=shop.billing", "-o=json");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).isEmpty();
        assertThat(refused.out().lines()).containsExactly("REFUSED  REASON",
                "      1  names no listener: give the listener and its group", "0 letters redriven.");
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.err()).contains("--to-group");
        assertThat(redriven.code()).isZero();
        assertThat(redriven.json()).singleElement().hasToString(
                "{\"topic\":\"" + topic + "\",\"redriven\":1,\"refused\":{},\"complete\":true}");
    }

    @Test
    void allLettersHaveToBeAskedFor() {
        for (String[] line : new String[][]{{"redrive"}, {"redrive", "--dry-run"}, {"discard", "--reason=r"}}) {
            Run none = on(line[0], Arrays.copyOfRange(line, 1, line.length));

            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).contains("or --all for all open letters of " + topic + ".");
        }
        Run both = on("redrive", "--all", "--key=k");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--all is without conditions");
    }

    @Test
    void invalidOptionsAreNamed() {
        assertThat(on("redrive", "--all", "--rate=0").err()).contains("The rate of a redrive must be 1 or more, not 0.");
        assertThat(on("redrive", "--all", "--limit=0").err()).contains("The limit of a redrive must be 1 or more, not 0.");
        assertThat(on("redrive", "--id=other-0@1").err()).contains("--id other-0@1 is no letter of " + topic + ".");
        assertThat(on("redrive", "--id=one").err()).contains("The id of a letter is like orders.dlq-0@17, not \"one\".");
        assertThat(on("redrive", "--since=noon").err()).contains("\"noon\" is no time.");
        assertThat(on("redrive", "--all", "--edited-value=x").err())
                .contains("--edited-value is for one letter: give its --id.");
        assertThat(on("redrive", "--id=0@0", "--edited-value=/nowhere").err()).contains("/nowhere can't be read");
        assertThat(on("discard", "--all").err()).contains("--reason");
        assertThat(on("letters", "--state=lost").err()).contains("There is no state \"lost\" of letters");
        assertThat(Run.onBroker("letters", "--list").err()).contains("Letters are listed of one TOPIC");
        assertThat(Run.onBroker("letters", "show", "0@1").err()).contains("The id of a letter is like orders.dlq-0@17");
    }

    @Test
    void aLetterIsRedrivenWithAnotherValue() throws Exception {
        publish(1);
        Path file = Files.writeString(folder.resolve("value.json"), Letters.EVENT.replace("orderCreated", "orderPaid"));
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");

        Run invalid = on("redrive", "--id=0@0", "--edited-value=" + broken);
        Run redrive = on("redrive", "--id=0@0", "--edited-value=" + file);

        assertThat(invalid.code()).isEqualTo(1);
        assertThat(invalid.err()).startsWith("The edited value is no valid event: ");
        assertThat(redrive.code()).as(redrive.err()).isZero();
        assertThat(Run.onBroker("tail", topic + ".journal", "--no-follow").out()).contains("orderPaid");
        assertThat(shown("0@0").get("value").textValue()).isEqualTo(Letters.EVENT);
    }

    @Test
    void anEventThatWasRedrivenAsOftenAsTheConfigurationAllowsIsRefused() throws Exception {
        Letters.on(topic).with("redrives", "2").publish();
        Path config = Files.writeString(folder.resolve("application.properties"),
                "quarkus.eventstream.operations.max-redrives=2\n");
        Path wrong = Files.writeString(folder.resolve("wrong.properties"), "quarkus.eventstream.operations.timeout=soon\n");

        Run refused = on("redrive", "--all", "--config=" + config);
        Run misconfigured = on("redrive", "--all", "--config=" + wrong);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("1  was redriven as often as quarkus.eventstream.operations.max-redrives allows");
        assertThat(misconfigured.code()).isEqualTo(2);
        assertThat(misconfigured.err()).contains("quarkus.eventstream.operations.timeout can't be used: not a duration");
        assertThat(on("redrive", "--all").code()).isZero();
    }

    @Test
    void anInterruptedRedriveSaysHowManyItHasRedriven() throws Exception {
        publish(60);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.jboss.logging.provider=jdk", "-cp",
                System.getProperty("java.class.path"), Eventstream.class.getName(), "redrive", topic, "--all", "--rate=2",
                "-b", SharedBroker.bootstrapServers()).redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("Redriving 60 letters of " + topic + ", at most 2 in a second.");
            await().atMost(Duration.ofSeconds(60)).until(() -> count("redriven") >= 2);

            // Unlike Process.destroy, this keeps the remaining output.
            process.toHandle().destroy();

            String said = out.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(said).isEqualTo(
                    count("redriven") + " letters redriven.\nThe redrive was ended early: the other letters stay open.");
            assertThat(count("open")).isBetween(1, 58);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void lettersAreDiscardedWithAReason() throws Exception {
        publish(3);

        Run one = on("discard", "--id=0@1", "--reason=SHOP-4711", "--by=joe");
        Run others = on("discard", "--all", "--reason=test data", "-o=json");

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).isEqualToIgnoringNewLines("1 letter discarded.");
        assertThat(others.json()).singleElement().hasToString("{\"topic\":\"" + topic + "\",\"discarded\":2}");
        assertThat(count("discarded")).isEqualTo(3);
        assertThat(Run.onBroker("letters", "show", topic + "-0@1").out()).contains(topic + "-0@1  discarded",
                " by joe: SHOP-4711");
    }
}
