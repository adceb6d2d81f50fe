package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstream.cli.golden.GoPeer;
import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** Checks whether a client has read the golden records correctly that it publishes again. */
class GoldenAnswersTest {

    private final GoldenAnswers answers = new GoldenAnswers(GoldenRecords.all(), new EnvelopeCheck(false));

    private static GoldenRecord golden(String name) {
        return GoldenRecords.all().stream().filter(golden -> golden.toString().equals(name)).findFirst().orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return Records.record(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** The golden record with some text replaced. */
    private List<Finding> violations(String name, String text, String replacement) {
        GoldenRecord golden = golden(name);
        assertThat(golden.value()).contains(text);
        return answers.findings(record(golden.key(), golden.value().replace(text, replacement))).stream()
                .filter(Finding::isViolation).toList();
    }

    @Test
    void theRecordsThemselvesAreCorrectAnswers() {
        GoldenRecords.all().forEach(golden -> assertThat(answers.findings(Records.of(golden)))
                .noneMatch(Finding::isViolation));

        assertThat(answers.unanswered()).isEmpty();
    }

    @Test
    void aGoPeerThatSetsIdAndKeyAnswersCorrectly() {
        GoldenRecords.all().forEach(golden -> {
            ConsumerRecord<byte[], byte[]> answer = GoPeer.newerAnswer(golden.key(), golden.value());
            assertThat(answers.findings(answer)).as(golden.toString()).noneMatch(Finding::isViolation)
                    .noneMatch(finding -> finding.subject().equals("id") || finding.subject().equals("key"));
        });

        assertThat(answers.unanswered()).isEmpty();
    }

    @Test
    void aGoPeerThatSetsNeitherIdNorKeyAnswersCorrectlyInAnyOrderAndGetsANote() {
        List<GoldenRecord> all = GoldenRecords.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            assertThat(answers.findings(GoPeer.answer(all.get(i).key(), all.get(i).value()))).as(all.get(i).toString())
                    .noneMatch(Finding::isViolation).extracting(Finding::subject).contains("id");
        }

        assertThat(answers.unanswered()).isEmpty();
    }

    @Test
    void missingAnswersAreKnown() {
        Stream.of("go-sdk-v3.1.4/full", "java/ownKey").forEach(name -> answers.findings(Records.of(golden(name))));

        assertThat(answers.unanswered()).hasSize(GoldenRecords.all().size() - 2)
                .doesNotContain(golden("go-sdk-v3.1.4/full"), golden("java/ownKey"));
    }

    @Test
    void equalRecordsNeedAnAnswerEach() {
        GoldenRecord minimal = golden("java/minimal");
        answers.findings(GoPeer.answer(minimal.key(), minimal.value()));
        answers.findings(GoPeer.answer(minimal.key(), minimal.value()));

        assertThat(answers.unanswered()).hasSize(GoldenRecords.all().size() - 2).contains(golden("java/minimal"))
                .doesNotContain(golden("go-sdk-v3.1.4/minimal"), golden("go-sdk-v3.21/minimal"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "java/full|\"total\":12.5|\"total\":\"12.5\"|payload.total|expected 12.5, found \"12.5\"",
            "java/full|\"total\":12.5|\"total\":12|payload.total|expected 12.5, found 12",
            "java/full|\"qty\":2,|``|payload.lines[0].qty|expected 2, found nothing",
            "java/full|\"qty\":2,|\"qty\":2,\"new\":true,|payload.lines[0].new|expected nothing, found true",
            "java/full|\"service\":\"checkout\"|\"service\":\"\"|service|expected \"checkout\", found \"\"",
            "java/full|\"privacy\":true|\"privacy\":false|privacy|expected true, found false",
            "java/full|\"version\":2|\"version\":1|version|expected 2, found 1",
            "java/full|\"event_type\":301|\"event_type\":0|event_type|expected 301, found 0",
            "java/full|[1,\"x\",null,true]|[1,\"x\",true]|additional_fields.depth.a|expected [1,\"x\",null,true], found [1,\"x\",true]",
            "java/emptyLists|\"payload\":null|\"payload\":{}|payload|expected null, found {}",
            "java/htmlAndUnicode|<a href|&lt;a href|payload.html|expected \"<a href=\\\"x\\\">&'</a>\", found \"&lt;a",
            "java/numbers|9007199254740991,\"smallest\"|9007199254740990,\"smallest\"|payload.largest|expected 9007199254740991",
            "java/newerFields|\"parentNamespace\":\"studio\"|\"parentNamespace\":\"x\"|parentNamespace|expected \"studio\"",
    })
    void aDifferenceIsAViolationWithItsPath(String name, String text, String replacement, String field, String problem) {
        assertThat(violations(name, text, replacement)).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(field + ", of the golden record " + name);
            assertThat(finding.problem()).startsWith(problem);
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    @Test
    void aNameOfAnotherEventIsAViolation() {
        assertThat(violations("go-sdk-v3.1.4/full", "\"name\":\"orderCreated\"", "\"name\":\"orderPaid\""))
                .extracting(Finding::toString)
                .containsExactly(
                        "name, of the golden record go-sdk-v3.1.4/full: expected \"orderCreated\", found \"orderPaid\"");
    }

    @Test
    void thePublishersTimeIsNotCompared() {
        assertThat(violations("go-sdk-v3.1.4/full", "2026-11-24T06:26:36Z", "2027-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void oneAndOnePointZeroAreTheSameNumber() {
        assertThat(violations("java/full", "\"qty\":2", "\"qty\":2.0")).isEmpty();
        assertThat(violations("java/numbers", "1.5E300", "1.5e+300")).isEmpty();
    }

    @Test
    void aFieldThatOnlyNewerClientsKnowMayBeDropped() {
        assertThat(violations("java/newerFields", "\"parentNamespace\":\"studio\",", "")).isEmpty();
        assertThat(violations("java/unknownFields", "\"region\":\"eu\",", "")).isEmpty();
    }

    @Test
    void anAnswerIsCheckedAsAnyRecordIs() {
        assertThat(violations("java/minimal", "\"timestamp\":\"2026-11-24T06:26:36Z\"", "\"timestamp\":\"yesterday\""))
                .extracting(Finding::subject).containsExactly("timestamp \"yesterday\"");
    }

    @Test
    void anUndecodableRecordAnswersNothing() {
        assertThat(answers.findings(record("k", "{"))).extracting(Finding::subject).containsExactly("value");
        assertThat(answers.findings(Records.record(null, null))).extracting(Finding::subject).containsExactly("key", "value");
        assertThat(answers.unanswered()).hasSameSizeAs(GoldenRecords.all());
    }
}
