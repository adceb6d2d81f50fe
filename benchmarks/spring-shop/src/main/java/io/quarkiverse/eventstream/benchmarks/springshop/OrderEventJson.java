package io.quarkiverse.eventstream.benchmarks.springshop;

import java.io.IOException;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** The value of a record, with Jackson alone: with a single type, Spring's serializers would only do more. */
final class OrderEventJson {

    private static final JsonMapper JSON = new JsonMapper();

    private OrderEventJson() {}

    /** Writes an event. */
    public static final class Writer implements Serializer<OrderEvent> {

        @Override
        public byte[] serialize(String topic, OrderEvent event) {
            try {
                return JSON.writeValueAsBytes(event);
            } catch (JsonProcessingException e) {
                throw new SerializationException("An event for " + topic + " cannot be serialized", e);
            }
        }
    }

    /** Reads an event. */
    public static final class Reader implements Deserializer<OrderEvent> {

        @Override
        public OrderEvent deserialize(String topic, byte[] value) {
            try {
                return JSON.readValue(value, OrderEvent.class);
            } catch (IOException e) {
                throw new SerializationException("An event of " + topic + " cannot be deserialized", e);
            }
        }
    }
}
