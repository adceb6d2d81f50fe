package io.quarkiverse.eventstream.runtime.envelope;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Creates events from records. */
final class Received {

    private Received() {}

    static ReceivedEvent event(String value) {
        return event(new ObjectMapper(), value);
    }

    static ReceivedEvent event(ObjectMapper mapper, String value) {
        return event(mapper, value.getBytes(StandardCharsets.UTF_8));
    }

    static ReceivedEvent event(ObjectMapper mapper, byte[] value) {
        return event(mapper, new ConsumerRecord<>("shop.orders", 3, 42, "k".getBytes(StandardCharsets.UTF_8), value));
    }

    static ReceivedEvent event(ObjectMapper mapper, ConsumerRecord<byte[], byte[]> record) {
        EventCodec codec = new EventCodec(mapper);
        return new ReceivedEvent(record, codec.decode(record.value()), "orders", codec, false);
    }
}
