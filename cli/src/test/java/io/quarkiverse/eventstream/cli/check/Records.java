package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.cli.golden.GoldenRecord;

/** Creates records as a consumer gets them. */
final class Records {

    private Records() {}

    static ConsumerRecord<byte[], byte[]> of(GoldenRecord golden) {
        ConsumerRecord<byte[], byte[]> record = record(golden.key().getBytes(UTF_8), golden.value().getBytes(UTF_8));
        golden.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ConsumerRecord<>("orders", 0, 7, key, value);
    }
}
