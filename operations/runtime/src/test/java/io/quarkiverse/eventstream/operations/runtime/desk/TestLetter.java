package io.quarkiverse.eventstream.operations.runtime.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A dead letter as the bus writes it, or as another client does. Not thread-safe. */
final class TestLetter {

    static final Instant FIRST = Instant.parse("2026-11-24T06:00:00Z");

    private final Map<String, String> headers = new LinkedHashMap<>();
    private int partition;
    private String key;
    private String value;
    private Long timestamp;

    /** Of the bus, with all headers but those of a redrive. */
    static TestLetter of(String listener, String exception, int number) {
        TestLetter letter = new TestLetter();
        letter.key = "key-" + number;
        letter.value = event("orderCreated", number);
        letter.headers.put("eventstream.name", "orderCreated");
        letter.headers.put("origin", "a test");
        letter.dead("reason", "failed").dead("exception", exception)
                .dead("fingerprint", String.format("%016x", (listener + exception).hashCode()))
                .dead("frame", "org.acme.Billing.bill").dead("listener", listener).dead("group", "prod.billing")
                .dead("service", "billing").dead("service-version", "1.4").dead("attempts", "3")
                .dead("failed-at", FIRST.plusSeconds(number).toString()).dead("topic", "prod.orders").dead("partition", "1")
                .dead("offset", String.valueOf(number)).dead("timestamp", FIRST.minusSeconds(1).toString())
                .dead("message", "message " + number).dead("stack-trace", exception + "\n\tat org.acme.Billing.bill");
        letter.timestamp = FIRST.plusSeconds(number).toEpochMilli();
        return letter;
    }

    /** Of Go's SDK: no header at all. */
    static TestLetter ofGo(int number) {
        TestLetter letter = new TestLetter();
        letter.key = "key-" + number;
        letter.value = event("orderPaid", number);
        letter.timestamp = FIRST.plusSeconds(number).toEpochMilli();
        return letter;
    }

    static String event(String name, int number) {
        return "{\"id\":\"event-" + number + "\",\"name\":\"" + name + "\",\"namespace\":\"shop\",\"payload\":{\"number\":"
                + number
                + "}}";
    }

    /** Another value of a header of dead letters; null for none. */
    TestLetter dead(String name, String text) {
        headers.put("eventstream.dead-letter." + name, text);
        return this;
    }

    TestLetter without(String name) {
        headers.remove(name);
        return this;
    }

    TestLetter partition(int number) {
        partition = number;
        return this;
    }

    TestLetter key(String text) {
        key = text;
        return this;
    }

    TestLetter value(String text) {
        value = text;
        return this;
    }

    ProducerRecord<byte[], byte[]> in(String topic) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, timestamp, bytes(key), bytes(value));
        headers.forEach((name, text) -> {
            if (text != null) {
                record.headers().add(name, bytes(text));
            }
        });
        return record;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
