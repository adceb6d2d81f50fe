package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/** Each violation of the wire format is found, alone, with its remedy. */
class EnvelopeCheckTest {

    private static void assertViolation(List<Finding> findings, String subject, String problem, String remedy) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.VIOLATION);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.problem()).contains(problem);
            assertThat(finding.remedy()).contains(remedy).endsWith(".");
        });
    }

    private static void assertNote(List<Finding> findings, String subject, String problem) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NOTE);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.problem()).contains(problem);
            assertThat(finding.remedy()).isEmpty();
        });
    }

    @Test
    void aValidRecordHasNoFindings() {
        assertThat(new Example().strictFindings()).isEmpty();
    }

    @Test
    void emptyValuesAreValid() {
        Example empty = new Example().set("client_ids", "null").set("target_user_ids", "null").set("payload", "null")
                .set("version", "1").set("event_id", "0").set("privacy", "false");
        Stream.of("clientId", "traceId", "spanContext", "userId", "sessionId", "service", "target_namespace")
                .forEach(field -> empty.text(field, ""));

        assertThat(empty.strictFindings()).isEmpty();
    }

    @Test
    void optionalFieldsAreValid() {
        assertThat(new Example().set("timestampUnixNano", "1795501596579552218").text("parentNamespace", "a")
                .text("unionNamespace", "b").text("sourceNamespace", "c").set("additional_fields", "{\"a\":[1]}")
                .strictFindings()).isEmpty();
    }

    @Test
    void aRecordWithoutKeyIsAViolation() {
        assertViolation(new Example().key(null).findings(), "key", "is missing", "its id");
        assertViolation(new Example().key(new byte[0]).findings(), "key", "is missing", "its id");
    }

    @Test
    void aKeyThatIsNotUtf8IsAViolation() {
        assertViolation(new Example().key(new byte[]{(byte) 0xff}).findings(), "key", "is not UTF-8", "UTF-8");
    }

    static Stream<byte[]> noEnvelopes() {
        return Stream.of("", "{", "null", "[]", "\"text\"", "{} {}", "{\"name\":\"a\"", "not JSON", "{\"a\":NaN}", "\ufeff{}",
                "{\"a\":1}x").map(text -> text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("noEnvelopes")
    void aValueThatIsNoJsonObjectIsAViolation(byte[] value) {
        assertThat(new Example().value(value).findings()).filteredOn(finding -> finding.subject().equals("value"))
                .singleElement().satisfies(finding -> {
                    assertThat(finding.isViolation()).isTrue();
                    assertThat(finding.remedy()).contains("one JSON object in UTF-8");
                });
    }

    @Test
    void aRecordWithoutValueIsAViolation() {
        assertViolation(new EnvelopeCheck(false).findings(Records.record("k".getBytes(UTF_8), null)), "value",
                "the record has no value", "one JSON object");
    }

    @Test
    void anotherEncodingIsAViolation() {
        String good = new Example().envelope().toString();

        assertViolation(new Example().value(good.getBytes(StandardCharsets.UTF_16LE)).findings(), "value", "as in UTF-16",
                "UTF-8");
        assertViolation(new Example().value(good.replace("o-1", "ö").getBytes(StandardCharsets.ISO_8859_1)).findings(), "value",
                "not UTF-8", "UTF-8");
    }

    @ParameterizedTest
    @EnumSource(EnvelopeField.class)
    void aFieldOfAWrongTypeIsAViolation(EnvelopeField field) {
        String wrong = field.kind() == JsonKind.STRING ? "17" : "\"text\"";

        assertViolation(new Example().set(field.json(), wrong).findings(), field.json(),
                "is " + wrong + ", and must be " + field.kind().description(), "Write it with this type");
        assertUndecodable(new Example().set(field.json(), wrong));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"version|1.0", "version|1e3", "version|9223372036854775808", "event_id|true",
            "privacy|0", "client_ids|[1]", "client_ids|[[\"a\"]]", "client_ids|{}", "payload|[]", "payload|17",
            "additional_fields|[{}]", "name|{\"a\":1}"})
    void aFieldThatIsAlmostOfItsTypeIsAViolation(String field, String json) {
        assertViolation(new Example().set(field, json).findings(), field, "and must be", "Write it with this type");
        assertUndecodable(new Example().set(field, json));
    }

    private static void assertUndecodable(Example example) {
        assertThatThrownBy(() -> new EventCodec(new ObjectMapper()).decode(example.record().value()))
                .isInstanceOf(UndecodableException.class);
    }

    @Test
    void nullWithinAListOfStringsIsAViolation() {
        assertViolation(new Example().set("client_ids", "[\"a\",null]").findings(), "client_ids",
                "has null at [1], and must be an array of strings", "the empty value is null");
    }

    @Test
    void allWrongTypesAndOtherViolationsAreReportedAtOnce() {
        List<Finding> findings = new Example().key(null).set("id", "1").set("version", "\"1\"").set("payload", "[]")
                .text("name", "a b").without("timestamp").findings();

        assertThat(findings).extracting(Finding::subject).containsExactly("key", "id", "version", "payload", "timestamp",
                "name \"a b\"");
        assertThat(findings).allMatch(Finding::isViolation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "timestamp"})
    void aRequiredFieldThatIsMissingOrNullIsAViolation(String field) {
        assertViolation(new Example().without(field).findings(), field, "is missing", "never empty");
        assertViolation(new Example().set(field, "null").findings(), field, "is null", "never empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "timestamp"})
    void aRequiredFieldThatIsEmptyIsAViolation(String field) {
        assertViolation(new Example().text(field, "").findings(), field + " \"\"", "must", "");
    }

    @Test
    void anOtherFieldThatIsLeftOutIsANote() {
        assertNote(new Example().without("namespace").findings(), "namespace", "left out");
        assertNote(new Example().without("service").findings(), "service", "left out");
        assertNote(new Example().without("payload").findings(), "payload", "left out");
    }

    @Test
    void nullWhereThereIsAnotherEmptyValueIsANote() {
        assertNote(new Example().set("service", "null").findings(), "service", "null; readers see the empty value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order created", "a..b", ".a", "a.", "größe", "a\nb"})
    void aNameThatBreaksTheRulesIsAViolation(String name) {
        assertViolation(new Example().text("name", name).findings(), "name \"" + name.replace("\n", "\\n") + "\"",
                "must be letters and digits", "orderCreated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.eu", "-shop", "a b"})
    void aNamespaceThatVersion314RefusesIsANote(String namespace) {
        assertThat(new Example().text("namespace", namespace).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.isViolation()).isFalse();
            assertThat(finding.toString()).contains("namespace \"" + namespace + "\"", "version 3.1.4");
        });
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T07:26:36.5+01:00,2026-11-24T06:26:36.500Z", "2026-11-24T07:26:36+01:00,2026-11-24T06:26:36Z",
            "2026-11-24t06:26:36z,2026-11-24T06:26:36Z", "2026-11-24T06:26:36+00:00,2026-11-24T06:26:36Z",
            "2026-11-24 06:26:36,a time such as", "2026-11-24T24:00:00Z,a time such as", "2026-02-30T06:26:36Z,a time such as",
            "1795501596,a time such as", "20261124T062636Z,a time such as"})
    void aTimestampInAnotherFormIsAViolationThatNamesTheRightForm(String timestamp, String remedy) {
        assertViolation(new Example().text("timestamp", timestamp).findings(), "timestamp \"" + timestamp + "\"",
                "RFC 3339 in UTC, with T and Z", remedy);
    }

    @Test
    void nanosecondsOfAnotherSecondAreAViolation() {
        assertViolation(new Example().set("timestampUnixNano", "1795501597000000000").findings(),
                "timestampUnixNano 1795501597000000000", "is in another second than timestamp, 2026-11-24T06:26:36Z",
                "one reading of the clock");
    }

    @Test
    void anIdThatIsNoUuidIsANote() {
        assertNote(new Example().text("id", "order-1").findings(), "id", "fine if the publisher set it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4bf92f3577b34da6a3ce929d0e0e4736", "x:y:0:1", "1:2:3:4:5",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "0:0:0:0"})
    void aSpanContextThatIsNotJaegersIsAViolation(String span) {
        assertViolation(new Example().text("spanContext", span).findings(), "spanContext \"" + span + "\"",
                "is no span context of Jaeger's", "{trace}:{span}:{parent}:{flags}");
    }

    @Test
    void aTopicThatIsNotEmptyIsANote() {
        assertNote(new Example().text("topic", "orders").findings(), "topic", "not empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "clientId", "sessionId", "traceId"})
    void anIdThatIsNoUuidIsAViolationWhereTheCheckIsStrict(String field) {
        Example example = new Example().text(field, "7D480CE0-E862-4B02-901B-D80D9BA9817C");

        assertThat(example.findings()).isEmpty();
        assertViolation(example.strictFindings(), field + " \"7D480CE0-E862-4B02-901B-D80D9BA9817C\"", "UUID v4", "--strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_ids", "target_user_ids"})
    void anIdWithinAListIsCheckedStrictlyToo(String field) {
        assertViolation(new Example().set(field, "[\"\",\"u-1\"]").strictFindings(), field + "[1] \"u-1\"", "UUID v4",
                "--strict");
    }

    @Test
    void anUnknownFieldIsANote() {
        assertNote(new Example().set("region", "\"eu\"").findings(), "region", "unknown");
        assertNote(new Example().set("region", "null").findings(), "region", "unknown");
    }

    @ParameterizedTest
    @CsvSource({"Partition,'\"x\"'", "offset,1.5", "Key,5"})
    void anUnknownFieldThatMakesNewerGoSdksDropTheEventIsAViolation(String name, String value) {
        assertViolation(new Example().set(name, value).findings(), name, "they drop the event", "another name");
        assertNote(new Example().set(name, "null").findings(), name, "unknown");
    }

    @ParameterizedTest
    @CsvSource({"Name,name", "clientID,clientId", "EVENT_ID,event_id", "unionnamespace,unionNamespace"})
    void aFieldInAnotherCaseIsAViolationBecauseGoIgnoresCase(String written, String field) {
        assertViolation(new Example().set(written, "null").findings(), written, "is " + field + " for Go",
                "Write it as " + field);
    }

    @Test
    void aFieldThatComesTwiceIsAViolation() {
        String twice = new Example().envelope().toString().replace("\"privacy\":true", "\"privacy\":true,\"privacy\":true");

        assertViolation(new Example().value(twice).findings(), "privacy", "comes more than once", "Write it once");
    }

    @Test
    void anIntegerOfMoreThan53BitsIsANoteWithTheValueThatGoReads() {
        assertNote(new Example().set("payload", "{\"lines\":[{\"count\":9007199254740993}]}").findings(),
                "payload.lines[0].count 9007199254740993, which Go reads as 9007199254740992", "more digits than a double");
    }

    @Test
    void aDecimalOfMoreDigitsThanADoubleIsANote() {
        assertNote(new Example().set("additional_fields", "{\"pi\":3.14159265358979323846}").findings(),
                "additional_fields.pi 3.14159265358979323846, which Go reads as 3.141592653589793", "more digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "-9007199254740992", "1152921504606846976", "0.1", "1.10", "1e300", "5e-324",
            "-0.0", "100"})
    void aNumberThatADoubleHoldsIsValid(String number) {
        assertThat(new Example().set("payload", "{\"n\":" + number + "}").findings()).isEmpty();
    }

    @Test
    void aNumberBeyondDoublesIsAViolation() {
        assertViolation(new Example().set("payload", "{\"n\":1e400}").findings(), "payload.n", "can't read the event",
                "as a string");
    }

    @Test
    void halfOfASurrogatePairIsAViolation() {
        String half = new Example().envelope().toString().replace("\"o-1\"", "\"\\ud83d\"");

        assertViolation(new Example().value(half).findings(), "payload.orderId", "half of a surrogate pair",
                "between characters");
    }

    @Test
    void aFieldThatThisBusWouldChangeIsAViolation() throws Exception {
        List<Finding> findings = new ArrayList<>();
        RoundTrip.compare(EnvelopeMembers.read("{\"service\":\"a\",\"future\":1,\"payload\":{\"n\":1.10}}".getBytes(UTF_8)),
                EnvelopeMembers.read("{\"service\":\"b\",\"payload\":{\"n\":1.1}}".getBytes(UTF_8)), findings);

        assertThat(findings).extracting(Finding::subject).containsExactly("service", "future");
        assertThat(findings).allMatch(Finding::isViolation);
    }
}
