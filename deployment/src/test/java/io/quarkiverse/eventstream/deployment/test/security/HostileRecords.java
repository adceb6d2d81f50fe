package io.quarkiverse.eventstream.deployment.test.security;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Malicious records. Each has the name {@code order}, or no recognizable name.
 */
final class HostileRecords {

    private static final String ANSI = "\u001b[2J\u001b[31m";
    private static final String BIDI = "\u202egnp.exe\u2066";
    private static final String LINES = "\r\nERROR forged line\u2028another\u0085third\u0000";

    private final String topic;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    private HostileRecords(String topic) {
        this.topic = topic;
    }

    static List<ProducerRecord<byte[], byte[]>> of(String topic) {
        HostileRecords records = new HostileRecords(topic);
        records.undecodables();
        records.encodings();
        records.limits();
        records.polymorphism();
        records.logs();
        records.headersAndKeys();
        return records.records;
    }

    static String event(String id, String more) {
        return "{\"id\":\"" + id + "\",\"name\":\"order\",\"namespace\":\"shop\"" + more + "}";
    }

    private void undecodables() {
        add((byte[]) null);
        for (String value : List.of("", " ", "null", "[]", "true", "\"order\"", "{", "}", "{\"name\":\"order\"", "{]",
                "{\"name\":\"order\"} {}", "{\"name\":{\"name\":\"order\"}}", "{\"name\":\"order\",\"version\":\"1\"}",
                "{\"name\":\"order\",\"payload\":[1]}", "{'name':'order'}", "{\"name\":\"order\",\"version\":NaN}",
                event("duplicate", ",\"name\":\"order\",\"id\":7"))) {
            add(value);
        }
    }

    private void encodings() {
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32BE", "IBM037")) {
            add(event("ü", "").getBytes(Charset.forName(charset)));
        }
        add(("\ufeff" + event("bom", "")).getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : List.of(new byte[]{(byte) 0xc0, (byte) 0xaf}, new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[]{(byte) 0xf8, (byte) 0x88}, new byte[]{(byte) 0xff}, new byte[]{(byte) 0xe2, (byte) 0x82})) {
            add(event(new String(bytes, StandardCharsets.ISO_8859_1), "").getBytes(StandardCharsets.ISO_8859_1));
        }
        add(event("\\ud800", ""));
    }

    private void limits() {
        add("[".repeat(500_000));
        add(event("deep", ",\"payload\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        add(event("deep-array", ",\"x\":" + "[".repeat(400_000) + "]".repeat(400_000)));
        add("{\"name\":\"order\",\"version\":" + "9".repeat(100_000) + "}");
        add("{\"name\":\"order\",\"version\":99999999999999999999}");
        add(event("exponent", ",\"payload\":{\"id\":\"x\",\"amount\":1e1000000000}"));
        add(event("digits", ",\"payload\":{\"id\":\"x\",\"amount\":0." + "1".repeat(900) + "}"));
        add(event("i".repeat(900_000), ""));
        add("{\"" + "f".repeat(60_000) + "\":1,\"name\":\"order\"}");
        StringBuilder fields = new StringBuilder();
        IntStream.range(0, 60_000).forEach(i -> fields.append(",\"f").append(i).append("\":0"));
        add(event("many-fields", fields.toString()));
        // A decompression bomb: a few kilobytes in transit, and thirty megabytes when decompressed.
        add("{\"name\":\"order\"," + " ".repeat(30 << 20));
    }

    private void polymorphism() {
        for (String type : List.of("javax.naming.InitialContext", "com.sun.rowset.JdbcRowSetImpl", "java.lang.Runtime")) {
            for (String property : List.of("@class", "@type", "class", "@c")) {
                add(event("typed", ",\"payload\":{\"" + property + "\":\"" + type + "\",\"id\":\"x\",\"amount\":1}"));
            }
            add(event("typed", ",\"payload\":{\"id\":[\"" + type + "\",{}],\"amount\":1}"));
        }
    }

    private void logs() {
        for (String text : List.of(ANSI, BIDI, LINES)) {
            add(event(escaped(text), ",\"payload\":{\"id\":\"x\",\"amount\":1}"));
            add(event("x", ",\"payload\":{\"id\":\"x\",\"amount\":\"" + escaped(text) + "\"}"));
            add(event("x", ",\"payload\":{\"id\":\"x\",\"amount\":{\"" + escaped(text) + "\":1}}"));
            add("{\"name\":\"order\",\"" + escaped(text) + "\":");
            add("{\"name\":\"order\",\"version\":" + text);
        }
    }

    private void headersAndKeys() {
        add(event("flood", ""), record -> IntStream.range(0, 20_000).forEach(i -> record.headers().add("h" + i, new byte[1])));
        add(event("header", ""), record -> record.headers().add(ANSI + LINES, null));
        add("no event", record -> record.headers().add("eventstream.name", "order".getBytes(StandardCharsets.UTF_8)));
        add(event("forged", ""), record -> record.headers()
                .add("eventstream.dead-letter.topic", "secrets".getBytes(StandardCharsets.UTF_8)));
        records.add(new ProducerRecord<>(topic, 0, new byte[900_000], event("key", "").getBytes(StandardCharsets.UTF_8)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private void add(String value) {
        add(value.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] value) {
        records.add(new ProducerRecord<>(topic, 0, null, value));
    }

    private void add(String value, Consumer<ProducerRecord<byte[], byte[]>> change) {
        add(value);
        change.accept(records.get(records.size() - 1));
    }
}
