package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** A dead letter, as a listener writes it. */
final class Letters {

    static final String EVENT = GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(0).value();
    static final String BILLING = "org.acme.shop.Billing#bill";

    private final String topic;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String key = "c-1";
    private String value = EVENT;

    private Letters(String topic) {
        this.topic = topic;
    }

    /** Of the listener that bills. */
    static Letters on(String topic) {
        return new Letters(topic).with("reason", "failed").with("exception", "org.acme.shop.NoSuchCustomer")
                .with("message", "customer c-7 is unknown").with("frame", "org.acme.shop.Billing.bill")
                .with("fingerprint", "91d1f0a3c4b2e587").with("listener", BILLING).with("group", "shop.billing")
                .with("attempts", "10").with("failed-at", "2026-11-24T06:26:40Z").with("topic", "shop.orders")
                .with("partition", "0").with("offset", "7").with("timestamp", "2026-11-24T06:26:36.120Z")
                .with("service", "billing").with("service-version", "1.4");
    }

    /** Of a service in Go, which names no listener. */
    static Letters ofGo(String topic) {
        return new Letters(topic).with("reason", "failed");
    }

    Letters with(String header, String text) {
        headers.put("eventstream.dead-letter." + header, text);
        return this;
    }

    Letters key(String text) {
        key = text;
        return this;
    }

    Letters value(String text) {
        value = text;
        return this;
    }

    ProducerRecord<byte[], byte[]> record() {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, 0, 1_795_501_600_000L, key.getBytes(UTF_8),
                value.getBytes(UTF_8));
        headers.forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        return letter;
    }

    void publish() throws Exception {
        SharedBroker.publish(record());
    }
}
