package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code letters}, on a real broker. */
class LettersTest {

    private final String topic = "letters-" + UUID.randomUUID() + ".dlq";

    @BeforeEach
    void createTopic() throws Exception {
        SharedBroker.createTopic(topic, 2);
    }

    private Run letters(String... options) {
        return Run.onBroker(Stream.concat(Stream.of("letters", topic), Arrays.stream(options)).toArray(String[]::new));
    }

    private List<String> ids(String... options) {
        Run run = letters(Stream.concat(Stream.of("--list", "--oldest-first", "-o=json"), Arrays.stream(options))
                .toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.json().stream().map(letter -> letter.get("id").textValue().replace(topic + "-", "")).toList();
    }

    private static void discard(String topic, String id) {
        assertThat(Run.onBroker("discard", topic, "--id", id, "--reason=none").code()).isZero();
    }

    @Test
    void deadLetterTopicsAreKnownByTheirNameTheirJournalOrTheirLastLetter() throws Exception {
        String own = "own-" + topic.replace(".dlq", "");
        SharedBroker.createTopic(own, 2);
        Letters.on(own).publish();
        String journalled = "journalled-" + own;
        SharedBroker.createTopic(journalled, 1);
        Letters.on(journalled).publish();
        discard(journalled, "0@0");
        SharedBroker.publish(new ProducerRecord<>(journalled, "k".getBytes(UTF_8), Letters.EVENT.getBytes(UTF_8)));
        String ordinary = SharedBroker.topic(1);
        SharedBroker.publish(ordinary, Letters.EVENT);

        Run table = Run.onBroker("letters");
        List<JsonNode> json = Run.onBroker("letters", "-o=json").json();

        assertThat(table.code()).isZero();
        assertThat(table.out().lines().map(line -> line.replaceAll(" +", " "))).startsWith(
                "TOPIC PARTITIONS OPEN REDRIVEN RESOLVED FAILED DISCARDED").contains(topic + " 2 0 0 0 0 0",
                        own + " 2 1 0 0 0 0", journalled + " 1 1 0 0 0 1");
        assertThat(table.out()).doesNotContain(ordinary, ".journal");
        assertThat(json.stream().filter(line -> line.get("topic").textValue().equals(journalled)).findFirst())
                .hasValueSatisfying(line -> assertThat(line).hasToString("{\"topic\":\"" + journalled
                        + "\",\"partitions\":1,\"letters\":{\"open\":1,\"redriven\":0,\"resolved\":0,\"failed\":0,"
                        + "\"discarded\":1}}"));
    }

    @Test
    void theLettersOfOneCauseAreAGroup() throws Exception {
        Letters.on(topic).publish();
        Letters.on(topic).key("c-2").with("failed-at", "2026-11-24T07:00:00Z").publish();
        Letters.on(topic).with("exception", "java.io.IOException").with("fingerprint", "0000000000000001").publish();

        Run table = letters();
        List<JsonNode> json = letters("-o=json").json();

        assertThat(table.code()).isZero();
        assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ").strip())).containsExactly(
                "LETTERS EXCEPTION LISTENER IN FIRST LAST FINGERPRINT",
                "2 org.acme.shop.NoSuchCustomer " + Letters.BILLING + " org.acme.shop.Billing.bill 2026-11-24T06:26:40Z"
                        + " 2026-11-24T07:00:00Z 91d1f0a3c4b2e587",
                "1 java.io.IOException " + Letters.BILLING + " org.acme.shop.Billing.bill 2026-11-24T06:26:40Z"
                        + " 2026-11-24T06:26:40Z 0000000000000001");
        assertThat(json).hasSize(2);
        assertThat(json.get(0).get("count").intValue()).isEqualTo(2);
        assertThat(json.get(0).get("letters").get("open").intValue()).isEqualTo(2);
        assertThat(json.get(0).get("sample").textValue()).isEqualTo(topic + "-0@1");
    }

    @Test
    void eachConditionSelectsLetters() throws Exception {
        Letters.on(topic).publish();
        Letters.on(topic).key("c-2").with("listener", "mail").with("group", "shop.mail").publish();
        Letters.on(topic).with("exception", "java.io.IOException").with("fingerprint", "0000000000000001")
                .with("failed-at", "2026-11-24T07:00:00Z").publish();
        Letters.on(topic).value(Letters.EVENT.replace("orderCreated", "orderPaid")).publish();
        discard(topic, topic + "-0@3");

        assertThat(ids()).containsExactly("0@0", "0@1", "0@2");
        assertThat(ids("--listener=mail")).containsExactly("0@1");
        assertThat(ids("--group=shop.mail")).containsExactly("0@1");
        assertThat(ids("--key=c-2")).containsExactly("0@1");
        assertThat(ids("--exception=java.io.IOException")).containsExactly("0@2");
        assertThat(ids("--fingerprint=0000000000000001")).containsExactly("0@2");
        assertThat(ids("--since=2026-11-24T07:00:00Z")).containsExactly("0@2");
        assertThat(ids("--until=2026-11-24T08:00:00+01:00")).containsExactly("0@0", "0@1");
        assertThat(ids("--name=orderPaid", "--state=all")).containsExactly("0@3");
        assertThat(ids("--state=discarded,resolved")).containsExactly("0@3");
        assertThat(ids("--id=0@1", "--id=" + topic + "-0@2")).containsExactly("0@1", "0@2");
        assertThat(ids("--key=c-1", "--listener=mail")).isEmpty();
        assertThat(letters("--listener=mail").out()).contains("shop.Billing.bill").doesNotContain("IOException");
        assertThat(letters("--key=none").err()).isEqualToIgnoringNewLines(
                "No letter of " + topic + " is open, and meets the conditions.");
    }

    @Test
    void lettersAreListedOneByOneTheNewestFirst() throws Exception {
        for (int i = 0; i < 3; i++) {
            Letters.on(topic).key("c-" + i).publish();
        }

        Run all = letters("--list");
        Run some = letters("--list", "--limit=2");

        assertThat(all.code()).isZero();
        assertThat(all.err()).isEmpty();
        assertThat(all.out().lines().map(line -> line.replaceAll(" +", " "))).hasSize(4).startsWith(
                "ID STATE FAILED EXCEPTION LISTENER NAME KEY",
                topic + "-0@2 open 2026-11-24T06:26:40Z org.acme.shop.NoSuchCustomer " + Letters.BILLING
                        + " orderCreated c-2");
        assertThat(some.out()).contains("-0@2", "-0@1").doesNotContain("-0@0");
        assertThat(some.err()).contains("--limit lists more than 2");
        assertThat(letters("--oldest-first", "--limit=1").out()).contains("-0@0").doesNotContain("-0@1");
    }

    @Test
    void aLetterIsShownWhole() throws Exception {
        Letters.on(topic).with("stack-trace", "org.acme.shop.NoSuchCustomer: \u001b\n\tat org.acme.shop.Billing.bill")
                .publish();
        String id = topic + "-0@0";

        Run text = Run.onBroker("letters", "show", id);
        JsonNode json = Run.onBroker("letters", "show", id, "-o=json").json().get(0);

        assertThat(text.code()).isZero();
        assertThat(text.out().lines()).contains(id + "  open",
                "    of                shop.orders-0@7, written at 2026-11-24T06:26:36.120Z",
                "    listener          " + Letters.BILLING, "    group             shop.billing",
                "    failed            2026-11-24T06:26:40Z, attempts: 10",
                "    message           customer c-7 is unknown", "    service           billing 1.4",
                "    key               c-1", "        \"name\" : \"orderCreated\",", "          at org.acme.shop.Billing.bill");
        assertThat(text.out()).contains("\\u001b").doesNotContain("\u001b");
        assertThat(json.at("/failure/message").textValue()).isEqualTo("customer c-7 is unknown");
        assertThat(json.at("/origin/offset").intValue()).isEqualTo(7);
        assertThat(json.get("value").textValue()).isEqualTo(Letters.EVENT);
        assertThat(json.at("/headers/eventstream.dead-letter.listener").textValue()).isEqualTo(Letters.BILLING);
    }

    @Test
    void whatDoesNotExistIsAFinding() {
        Run letter = Run.onBroker("letters", "show", topic + "-0@0");
        Run missing = Run.onBroker("letters", "no-" + topic);

        assertThat(letter.code()).isEqualTo(1);
        assertThat(letter.err()).isEqualToIgnoringNewLines("There is no letter " + topic + "-0@0, or none any more.");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("There is no topic no-" + topic + " at ");
        assertThat(letters().code()).isZero();
        assertThat(letters().err()).isEqualToIgnoringNewLines("No letter of " + topic + " is open.");
    }
}
