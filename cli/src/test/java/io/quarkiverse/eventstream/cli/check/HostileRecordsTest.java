package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** For any record, the checks end, report a finding, and escape control characters in it. */
class HostileRecordsTest {

    private static final String ESCAPES = "\u001b[2J\u202e\u0000\r\n\u009b31m";
    private static final int MANY = 20_000;
    private static final int MAX_FINDINGS = 120;
    private static final int MAX_LENGTH = 600;

    private static List<Finding> findings(Example example) {
        List<Finding> findings = new GoldenAnswers(GoldenRecords.all(), new EnvelopeCheck(true)).findings(example.record());
        assertThat(findings).hasSizeLessThan(MAX_FINDINGS).allSatisfy(finding -> {
            String text = finding.subject() + finding.problem() + finding.remedy();
            assertThat(text).hasSizeLessThan(MAX_LENGTH);
            assertThat(text.codePoints()).noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        });
        return findings;
    }

    @Test
    void controlCharactersAreEscapedEverywhere() {
        Example example = new Example().header("eventstream." + ESCAPES, ESCAPES).header("eventstream.name", ESCAPES)
                .header("traceparent", ESCAPES).text("timestamp", ESCAPES).text(ESCAPES, ESCAPES).text("spanContext", ESCAPES)
                .text("userId", ESCAPES).text("name", ESCAPES).text("namespace", ESCAPES)
                .set("payload", "{\"\\u001b\\n\":1e999,\"\\u202e\":12345678901234567890}");

        assertThat(findings(example).stream().filter(Finding::isViolation).map(Finding::subject).collect(Collectors.joining()))
                .contains("\\u001b[2J\\u202e\\u0000\\r\\n\\u009b31m").contains("payload.\\u001b\\n");
        assertThat(findings(new Example().value("{\"name\":" + ESCAPES))).isNotEmpty();
    }

    @Test
    void deepNestingIsAViolation() {
        String deep = "{\"payload\":" + "{\"a\":".repeat(MANY) + "1" + "}".repeat(MANY) + "}";

        assertThat(findings(new Example().value(deep))).extracting(Finding::toString)
                .anyMatch(text -> text.contains("beyond the limits"));
    }

    @Test
    void decodableNestingIsChecked() {
        String nested = "{\"name-of-some-length\":".repeat(900) + "1e999" + "}".repeat(900);

        assertThat(findings(new Example().set("payload", nested))).extracting(Finding::toString)
                .anyMatch(
                        text -> text.startsWith("payload.name-of-some-length") && text.contains("beyond the range of doubles"));
    }

    @Test
    void aNumberOfManyDigitsIsAViolation() {
        String value = new Example().envelope().toString().replace("12.5", "1".repeat(MANY));

        assertThat(findings(new Example().value(value))).extracting(Finding::toString)
                .anyMatch(text -> text.startsWith("value: beyond the limits"));
    }

    @Test
    void textThatIsTooLongToDecodeIsAViolation() {
        String value = new Example().envelope().toString().replace("o-1", "x".repeat(20_000_001));

        assertThat(findings(new Example().value(value))).extracting(Finding::toString)
                .anyMatch(text -> text.startsWith("value: holds what no listener can read"));
    }

    @Test
    void aNumberWithAHugeExponentCostsNothing() {
        assertThat(findings(new Example().set("payload", "{\"a\":1e-2000000000,\"b\":1E+2000000000}")))
                .extracting(Finding::subject).contains("payload.b");
    }

    @Test
    void manyUnknownFieldsAreCountedAndNotListed() {
        String members = IntStream.range(0, MANY).mapToObj(i -> "\"field-" + i + "\":0").collect(Collectors.joining(","));
        String value = new Example().envelope().toString().replace("{\"id\"", "{" + members + ",\"id\"");

        assertThat(findings(new Example().value(value))).extracting(Finding::subject)
                .contains("field-0", "field-19", (MANY - 20) + " more").doesNotContain("field-20");
    }

    @Test
    void manyRepeatedFieldsOrOtherCasesAreNotAllListed() {
        String members = IntStream.range(0, MANY).mapToObj(i -> "\"a" + i + "\":0,\"a" + i + "\":0")
                .collect(Collectors.joining(","));
        String value = new Example().envelope().toString().replace("{\"id\"", "{" + members + ",\"id\"");

        assertThat(findings(new Example().value(value))).isNotEmpty();
    }

    @Test
    void manyInvalidIdsAreNotAllListed() {
        String ids = IntStream.range(0, MANY).mapToObj(i -> "\"x\"").collect(Collectors.joining(",", "[", "]"));

        assertThat(findings(new Example().set("client_ids", ids))).isNotEmpty();
    }

    @Test
    void manyHeadersAreNotAllListed() {
        Example example = new Example();
        for (int i = 0; i < MANY; i++) {
            example.header("eventstream.x" + i, "");
        }

        assertThat(findings(example)).isNotEmpty();
    }

    @Test
    void hugeTextIsTruncated() {
        String huge = "x".repeat(2_000_000);

        assertThat(findings(new Example().text("name", huge).text("timestamp", huge).text(huge, huge).header(huge, huge)
                .header("traceparent", huge).key(huge.getBytes(UTF_8)))).isNotEmpty();
    }

    @Test
    void manyDifferencesOfAnAnswerAreNotAllListed() {
        String members = IntStream.range(0, MANY).mapToObj(i -> "\"m" + i + "\":0").collect(Collectors.joining(",", "{", "}"));

        assertThat(findings(new Example().text("id", "5c3b602f609c49cba2738487a9bc9d4f").set("payload", members))).isNotEmpty();
    }

    @Test
    void aRecordThatIsLargerThanAPublisherSendsIsANote() {
        List<Finding> findings = new Example().set("payload", "{\"text\":\"" + "x".repeat(1 << 20) + "\"}").findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).isViolation()).isFalse();
        assertThat(findings.get(0).toString()).startsWith("size 1.0 MB: more than max.request.size, by default 1 MB");
    }
}
