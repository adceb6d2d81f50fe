package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

class EnvelopeReaderTest {

    private final EnvelopeReader reader = new EnvelopeReader();

    static Stream<Arguments> undecodable() {
        return Stream.of(
                Arguments.of("an empty value", "", "the value is empty"),
                Arguments.of("only spaces", "  \n", "found nothing"),
                Arguments.of("null", "null", "found null"),
                Arguments.of("a string", "\"name\"", "found a string"),
                Arguments.of("a number", "12", "found an integer"),
                Arguments.of("a fraction", "1.5", "fraction"),
                Arguments.of("a boolean", "true", "found a boolean"),
                Arguments.of("an array", "[]", "found an array"),
                Arguments.of("an array of objects", "[{\"name\":\"a\"}]", "found an array"),
                Arguments.of("text", "hello", "not JSON"),
                Arguments.of("XML", "<event/>", "not JSON"),
                Arguments.of("cut off after the brace", "{", "not JSON"),
                Arguments.of("cut off in a key", "{\"na", "not JSON"),
                Arguments.of("cut off after a key", "{\"name\"", "not JSON"),
                Arguments.of("cut off in a string", "{\"name\":\"a", "not JSON"),
                Arguments.of("cut off in an escape", "{\"name\":\"a\\u00", "not JSON"),
                Arguments.of("cut off in a number", "{\"version\":1", "not JSON"),
                Arguments.of("cut off in the payload", "{\"payload\":{\"a\":[1", "not JSON"),
                Arguments.of("cut off before the end", "{\"payload\":{}", "not JSON"),
                Arguments.of("a trailing comma", "{\"name\":\"a\",}", "not JSON"),
                Arguments.of("a trailing comma in the payload", "{\"payload\":{\"a\":1,}}", "not JSON"),
                Arguments.of("a leading comma", "{,\"name\":\"a\"}", "not JSON"),
                Arguments.of("a missing comma", "{\"name\":\"a\" \"id\":\"b\"}", "not JSON"),
                Arguments.of("a missing colon", "{\"name\" \"a\"}", "not JSON"),
                Arguments.of("two values", "{\"name\":\"a\"}{\"name\":\"b\"}", "more follows"),
                Arguments.of("text behind", "{\"name\":\"a\"} x", "not JSON"),
                Arguments.of("a number behind", "{\"name\":\"a\"} 1", "more follows"),
                Arguments.of("a bracket behind", "{\"name\":\"a\"}}", "not JSON"),
                Arguments.of("a zero byte behind", "{\"name\":\"a\"}\0", "not JSON"),
                Arguments.of("brackets that don't match", "{\"payload\":{\"a\":[}}", "not JSON"),
                Arguments.of("single quotes", "{'name':'a'}", "not JSON"),
                Arguments.of("a key without quotes", "{name:\"a\"}", "not JSON"),
                Arguments.of("a comment", "{/* */\"name\":\"a\"}", "not JSON"),
                Arguments.of("NaN", "{\"x\":NaN}", "not JSON"),
                Arguments.of("Infinity in the payload", "{\"payload\":{\"a\":Infinity}}", "not JSON"),
                Arguments.of("a leading zero", "{\"version\":01}", "not JSON"),
                Arguments.of("a leading plus", "{\"version\":+1}", "not JSON"),
                Arguments.of("a leading point", "{\"x\":.5}", "not JSON"),
                Arguments.of("a trailing point", "{\"x\":5.}", "not JSON"),
                Arguments.of("a hexadecimal number", "{\"x\":0x1F}", "not JSON"),
                Arguments.of("a misspelt literal", "{\"x\":nulL}", "not JSON"),
                Arguments.of("a capital literal", "{\"privacy\":True}", "not JSON"),
                Arguments.of("an unknown escape", "{\"x\":\"\\x\"}", "not JSON"),
                Arguments.of("an unknown escape in the payload", "{\"payload\":{\"x\":\"\\u12g4\"}}", "not JSON"),
                Arguments.of("a line break in a string", "{\"x\":\"a\nb\"}", "not JSON"),
                Arguments.of("a control character in the payload", "{\"payload\":{\"x\":\"\u0001\"}}", "not JSON"),
                Arguments.of("a name that is a number", "{\"name\":5}", "field \"name\" at byte 8: expected a string"),
                Arguments.of("a name that is an object", "{\"name\":{}}", "field \"name\""),
                Arguments.of("an id that is an array", "{\"id\":[\"a\"]}", "field \"id\""),
                Arguments.of("a timestamp that is a number", "{\"timestamp\":1}", "field \"timestamp\""),
                Arguments.of("a topic that is a boolean", "{\"topic\":true}", "field \"topic\""),
                Arguments.of("a version that is a string", "{\"version\":\"1\"}",
                        "field \"version\" at byte 11: expected an integer"),
                Arguments.of("a version with a fraction", "{\"version\":1.0}", "field \"version\""),
                Arguments.of("a version with an exponent", "{\"version\":1e2}", "field \"version\""),
                Arguments.of("an integer above 64 bits", "{\"version\":9223372036854775808}", "64 bits"),
                Arguments.of("an integer below 64 bits", "{\"event_id\":-9223372036854775809}", "64 bits"),
                Arguments.of("a huge integer", "{\"event_type\":1" + "0".repeat(500) + "}", "64 bits"),
                Arguments.of("an endless integer", "{\"event_type\":1" + "0".repeat(1_000_000) + "}", "beyond the limits"),
                Arguments.of("nanoseconds that are a string", "{\"timestampUnixNano\":\"1\"}", "field \"timestampUnixNano\""),
                Arguments.of("a privacy that is a string", "{\"privacy\":\"true\"}", "expected true or false"),
                Arguments.of("a privacy that is a number", "{\"privacy\":1}", "field \"privacy\""),
                Arguments.of("client_ids that are a string", "{\"client_ids\":\"a\"}", "expected an array of strings"),
                Arguments.of("client_ids with a number", "{\"client_ids\":[\"a\",2]}", "field \"client_ids[1]\" at byte 19"),
                Arguments.of("target_user_ids with an array", "{\"target_user_ids\":[[]]}", "field \"target_user_ids[0]\""),
                Arguments.of("a payload that is an array", "{\"payload\":[]}",
                        "field \"payload\" at byte 11: expected an object"),
                Arguments.of("a payload that is a string", "{\"payload\":\"{}\"}", "field \"payload\""),
                Arguments.of("a payload that is a number", "{\"payload\":0}", "field \"payload\""),
                Arguments.of("a payload that is a boolean", "{\"payload\":false}", "field \"payload\""),
                Arguments.of("additional_fields that are an array", "{\"additional_fields\":[]}",
                        "field \"additional_fields\""),
                Arguments.of("an earlier duplicate of a wrong type", "{\"name\":1,\"name\":\"a\"}", "field \"name\""),
                Arguments.of("deep objects in the payload", "{\"payload\":" + "{\"a\":".repeat(100_000),
                        "beyond the limits: Document nesting depth"),
                Arguments.of("deep arrays in an unknown field", "{\"x\":" + "[".repeat(1_000_000),
                        "beyond the limits: Document nesting depth"),
                Arguments.of("deep arrays at the root", "[".repeat(1_000_000), "found an array"),
                Arguments.of("deep and complete", "{\"payload\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5001),
                        "beyond the limits: Document nesting depth"),
                Arguments.of("an endless number in an unknown field", "{\"x\":" + "9".repeat(2000) + "}", "beyond the limits"),
                Arguments.of("an endless key", "{\"" + "x".repeat(100_000) + "\":1}", "beyond the limits"),
                Arguments.of("half of a surrogate pair in a key", "{\"payload\":{\"\\ud800\":1}}", "not JSON"),
                Arguments.of("a byte order mark", "\ufeff{\"name\":\"a\"}", "byte order mark"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void undecodable(String what, String value, String reason) {
        assertUndecodable(value.getBytes(StandardCharsets.UTF_8), reason);
    }

    static Stream<Arguments> otherEncodings() {
        return Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "x-UTF-16LE-BOM", "X-UTF-32LE-BOM",
                "IBM1047").map(Charset::forName).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource
    void otherEncodings(Charset charset) {
        assertUndecodable("{\"name\":\"a\",\"payload\":{}}".getBytes(charset), "");
    }

    static Stream<Arguments> malformedUtf8() {
        return Stream.of(
                Arguments.of("a lone continuation", new int[]{0x80}),
                Arguments.of("Latin-1", new int[]{0xe9, 'a'}),
                Arguments.of("an overlong slash", new int[]{0xc0, 0xaf}),
                Arguments.of("a longer overlong slash", new int[]{0xe0, 0x80, 0xaf}),
                Arguments.of("the longest overlong slash", new int[]{0xf0, 0x80, 0x80, 0xaf}),
                Arguments.of("a surrogate", new int[]{0xed, 0xa0, 0x80}),
                Arguments.of("beyond Unicode", new int[]{0xf4, 0x90, 0x80, 0x80}),
                Arguments.of("an invalid lead", new int[]{0xf8, 0x88, 0x80, 0x80, 0x80}),
                Arguments.of("a cut off sequence", new int[]{0xe6, 0xbc}),
                Arguments.of("0xff", new int[]{0xff}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformedUtf8(String what, int[] bytes) {
        for (String field : new String[]{"name", "payload\":{\"x", "unknown"}) {
            byte[] start = ("{\"" + field + "\":\"").getBytes(StandardCharsets.UTF_8);
            byte[] end = (field.startsWith("payload") ? "\"}}" : "\"}").getBytes(StandardCharsets.UTF_8);
            byte[] value = new byte[start.length + bytes.length + end.length];
            System.arraycopy(start, 0, value, 0, start.length);
            for (int i = 0; i < bytes.length; i++) {
                value[start.length + i] = (byte) bytes[i];
            }
            System.arraycopy(end, 0, value, start.length + bytes.length, end.length);
            assertUndecodable(value, "not UTF-8: malformed at byte " + start.length);
        }
    }

    @Test
    void aRecordWithoutAValueIsUndecodable() {
        assertUndecodable(null, "the record has no value");
    }

    @Test
    void everyPrefixOfAGoodValueIsUndecodable() {
        byte[] value = Vectors.of(Vectors.V3_1_4, "full").bytes();
        for (int length = 0; length < value.length; length++) {
            assertUndecodable(Arrays.copyOf(value, length), "");
        }
    }

    @Test
    void aReasonIsShortAndOnOneLineForAnyRecord() {
        String hostile = "\u001b[31m\n\r\u2028\u202e" + "x".repeat(10_000);
        for (String value : new String[]{"{\"a\":" + hostile + "}", "{" + hostile, hostile,
                "{\"" + hostile.replace("\n", "\\n").replace("\r", "").replace("\u001b", "") + "\":}"}) {
            assertThatThrownBy(() -> reader.read(value.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UndecodableException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).matches(UntrustedText::isPlain));
        }
    }

    @Test
    void anEmptyObjectHasTheDefaults() {
        for (String value : new String[]{"{}", " \t\r\n{ } \n",
                "{\"version\":null,\"name\":null,\"client_ids\":null,\"payload\":null,"
                        + "\"privacy\":null,\"additional_fields\":null,\"timestampUnixNano\":null,\"event_id\":null,\"topic\":null}"}) {
            ReceivedEvent event = Received.event(value);
            assertThat(event.id()).isEmpty();
            assertThat(event.name()).isEmpty();
            assertThat(event.namespace()).isEmpty();
            assertThat(event.timestamp()).isNull();
            assertThat(event.peer().timestampUnixNano()).isNull();
            assertThat(event.version()).isEqualTo(1);
            assertThat(event.peer().eventId()).isZero();
            assertThat(event.peer().clientIds()).isEmpty();
            assertThat(event.peer().targetUserIds()).isEmpty();
            assertThat(event.peer().privacy()).isFalse();
            assertThat(event.hasPayload()).isFalse();
            assertThat(event.additionalFields()).isEmpty();
            assertThat(event.unknownFields()).isEmpty();
        }
    }

    @Test
    void integersOf64BitsSurvive() {
        Envelope envelope = read(
                "{\"version\":9223372036854775807,\"event_id\":-9223372036854775808,\"event_type\":9007199254740993,"
                        + "\"timestampUnixNano\":1795501627579552218}");

        assertThat(envelope.version()).isEqualTo(Long.MAX_VALUE);
        assertThat(envelope.peer().eventId()).isEqualTo(Long.MIN_VALUE);
        assertThat(envelope.peer().eventType()).isEqualTo(9007199254740993L);
        assertThat(envelope.peer().timestampUnixNano()).isEqualTo(1795501627579552218L);
    }

    @Test
    void theLastOfDuplicatesWins() {
        ReceivedEvent event = Received
                .event("{\"name\":\"a\",\"version\":2,\"payload\":{\"x\":1},\"u\":1,\"client_ids\":[\"a\"],"
                        + "\"name\":\"b\",\"version\":3,\"payload\":{\"x\":2,\"x\":3},\"u\":2,\"client_ids\":[\"b\"]}");

        assertThat(event.name()).isEqualTo("b");
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.payloadAsMap()).containsEntry("x", 3);
        assertThat(event.unknownFields().get("u").intValue()).isEqualTo(2);
        assertThat(event.peer().clientIds()).containsExactly("b");
        assertThat(Received.event("{\"payload\":{},\"payload\":null}").hasPayload()).isFalse();
    }

    @Test
    void namesOfFieldsAreExact() {
        ReceivedEvent event = Received.event("{\"Name\":1,\"NAME\":\"a\",\"name \":[],\"payload_\":3}");

        assertThat(event.name()).isEmpty();
        assertThat(event.unknownFields()).containsOnlyKeys("Name", "NAME", "name ", "payload_");
    }

    @Test
    void onlyTheTopLevelNameNamesTheEvent() {
        assertThat(
                read("{\"payload\":{\"name\":\"p\"},\"additional_fields\":{\"name\":\"a\"},\"name\":\"n\",\"x\":{\"name\":1}}")
                        .name())
                .isEqualTo("n");
        assertThat(read("{\"payload\":{\"name\":\"p\"},\"additional_fields\":{\"name\":\"a\"}}").name()).isEmpty();
    }

    @Test
    void escapesInKeysCount() {
        assertThat(read("{\"n\\u0061me\":\"\\u0061\\/\\\\\"}").name()).isEqualTo("a/\\");
    }

    @Test
    void nullInAListReadsEmptyAsInGo() {
        assertThat(read("{\"client_ids\":[\"a\",null]}").peer().clientIds()).containsExactly("a", "");
    }

    @Test
    void unknownFieldsOfEachKindAreKeptInOrder() {
        ReceivedEvent event = Received
                .event("{\"z\":\"a\\\"}{\",\"y\": 12345678901234567890 ,\"x\":1.10,\"w\":[1,{\"a\":[]}],\"name\":\"n\","
                        + "\"v\":null,\"u\":true,\"t\":{\"b\":\"]\"},\"s\":\"\",\"r\":-0}");

        assertThat(event.unknownFields().keySet()).containsExactly("z", "y", "x", "w", "v", "u", "t", "s", "r");
        assertThat(event.unknownFields().toString())
                .isEqualTo("{z=\"a\\\"}{\", y=12345678901234567890, x=1.10, w=[1,{\"a\":[]}], v=null,"
                        + " u=true, t={\"b\":\"]\"}, s=\"\", r=0}");
    }

    private Envelope read(String value) {
        return reader.read(value.getBytes(StandardCharsets.UTF_8));
    }

    private void assertUndecodable(byte[] value, String reason) {
        assertThatThrownBy(() -> reader.read(value)).isInstanceOf(UndecodableException.class).hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).matches(UntrustedText::isPlain));
    }
}
