package io.quarkiverse.eventstream.benchmarks.spring;

import java.io.IOException;

import org.apache.kafka.common.errors.SerializationException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/**
 * The value of a record. Spring's own JSON serializers use a header for the name of the type; with a single type, Jackson alone does
 * less. It is also the same for all contestants.
 */
final class OrderEventJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter WRITER = JSON.writerFor(OrderEvent.class);
    private static final ObjectReader READER = JSON.readerFor(OrderEvent.class);

    private OrderEventJson() {}

    static byte[] serialize(String topic, OrderEvent event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new SerializationException("An event for " + topic + " cannot be serialized", e);
        }
    }

    static OrderEvent deserialize(String topic, byte[] value) {
        try {
            return READER.readValue(value);
        } catch (IOException e) {
            throw new SerializationException("An event of " + topic + " cannot be deserialized", e);
        }
    }
}
