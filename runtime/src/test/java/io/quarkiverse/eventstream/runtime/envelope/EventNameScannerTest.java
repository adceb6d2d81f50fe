package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.runtime.envelope.scan.EventNameScanner;

class EventNameScannerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a"}                                                       | a
            {"name":""}                                                        | ``
            \u0020{ "name" : "a b" , "x" : 1 }\u0020                           | a b
            {"payload":{"name":"p"},"name":"a"}                                | a
            {"name":"a","payload":{"name":"p"}}                                | a
            {"additional_fields":{"name":"p","x":[{"name":"q"}]},"name":"a"}   | a
            {"x":"\\"name\\":\\"b\\"}","name":"a","y":"{[\\\\"}                | a
            {"x":["}]","{",{"y":"\\\\\\""}],"name":"a"}                        | a
            {"name":"a","name":"b"}                                            | b
            {"x":-1.5E+3,"y":null,"z":true,"name":"a","w":false}               | a
            {"é":1,"name":"a"}                                                 | a
            {"":{},"names":"x","nam":"y","Name":"z","name":"a","x":[]}         | a
            """)
    void theTopLevelNameIsFound(String value, String name) {
        assertThat(scan(value)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}", "[]", "null", "\"name\"", "{\"id\":\"a\"}", "{\"payload\":{\"name\":\"p\"}}",
            "{\"n\\u0061me\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\",\"n\\u0061me\":\"b\"}", "{\"name\":\"\\u0061\"}",
            "{\"name\":\"a\\\\\"}",
            "{\"name\":5}", "{\"name\":null}", "{\"name\":\"a\",\"name\":null}", "{\"name\":{\"name\":\"a\"}}",
            "{\"name\":[\"a\"]}",
            "{\"name\":\"é\"}", "{\"name\":\"a\"", "{\"name\":\"a", "{\"name\":\"a\"}x",
            "{,\"name\":\"a\"}",
            "{\"name\" \"a\"}", "{\"x\":,\"name\":\"a\"}", "{\"x\":{,\"name\":\"a\"}", "{\"x\":'b',\"name\":\"a\"}",
            "{\"name\":\"a\nb\"}",
            "\ufeff{\"name\":\"a\"}", "{\"x\":\"\\", "{\"x\":[\"", "{\"name\":\"a\"]"})
    void unclearBytesAreReportedAsUnclear(String value) {
        assertThat(scan(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\"}{}", "{\"name\":\"a\",}", "{\"name\":\"a\" \"x\":1}", "{\"name\":\"a\",\"x\":[}"})
    void whatIsBrokenBehindTheNameIsForTheReaderToSay(String value) {
        assertThat(scan(value)).isEqualTo("a");
        assertThat(read(new EnvelopeReader(), value.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
    void aSecondNameIsFoundWhereverItIs(int distance) {
        for (String behind : new String[]{"", ",\"y\":1", ",\"y\":\"" + "z".repeat(20) + "\""}) {
            assertThat(scan("{\"name\":\"a\",\"x\":\"" + "-".repeat(distance) + "\",\"name\":\"b\"" + behind + "}"))
                    .isEqualTo("b");
            assertThat(scan("{\"name\":\"a\",\"x\":\"" + "-".repeat(distance) + "\",\"n\\u0061me\":\"b\"" + behind + "}"))
                    .isNull();
        }
    }

    @Test
    void otherEncodingsAreNotGuessedAt() {
        assertThat(scan("{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE))).isNull();
        assertThat(scan("{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16BE))).isNull();
    }

    @Test
    void nestingOfAnyDepthTakesNoStack() {
        assertThat(scan("{\"x\":" + "[{\"a\":".repeat(1_000_000) + "1" + "}]".repeat(1_000_000) + ",\"name\":\"a\"}"))
                .isEqualTo("a");
        assertThat(scan("{\"x\":" + "[".repeat(1_000_000))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void itAgreesWithTheReaderOnAllThatTheReaderTakes(long seed) {
        RandomEnvelopes envelopes = new RandomEnvelopes(new Random(seed));
        EnvelopeReader reader = new EnvelopeReader();
        int found = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] value = envelopes.next().getBytes(StandardCharsets.UTF_8);
            String read = reader.read(value).name();
            String scanned = scan(value);
            if (scanned != null) {
                assertThat(scanned).as(() -> new String(value, StandardCharsets.UTF_8)).isEqualTo(read);
                found++;
            }
        }
        assertThat(found).as("names found without decoding").isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void itAgreesWithTheReaderOrIsUnclearForAnyBytes(long seed) {
        Random random = new Random(seed);
        RandomEnvelopes envelopes = new RandomEnvelopes(random);
        EnvelopeReader reader = new EnvelopeReader();
        String noise = "{}[]\",:\\ \n0ane\u0000é";
        for (int i = 0; i < 10_000; i++) {
            byte[] value = envelopes.next().getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(3); j >= 0; j--) {
                value[random.nextInt(value.length)] = (byte) noise.charAt(random.nextInt(noise.length()));
            }
            byte[] damaged = random.nextInt(10) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value;
            String scanned = scan(damaged);
            String read = read(reader, damaged);
            if (scanned != null && read != null) {
                assertThat(scanned).as(() -> new String(damaged, StandardCharsets.UTF_8)).isEqualTo(read);
            }
        }
    }

    private static String read(EnvelopeReader reader, byte[] value) {
        try {
            return reader.read(value).name();
        } catch (UndecodableException e) {
            return null;
        }
    }

    private static String scan(String value) {
        return scan(value.getBytes(StandardCharsets.UTF_8));
    }

    static String scan(byte[] value) {
        long name = EventNameScanner.scan(value, 0, value.length);
        return name == EventNameScanner.UNCLEAR
                ? null
                : new String(value, EventNameScanner.start(name), EventNameScanner.end(name) - EventNameScanner.start(name),
                        StandardCharsets.UTF_8);
    }
}
