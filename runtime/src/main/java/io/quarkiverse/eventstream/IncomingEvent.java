package io.quarkiverse.eventstream;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event that a listener receives: the fields of its envelope, its payload, and its record.
 * <p>
 * Immutable, and usable from any thread, also after the listener has returned. The payload is decoded by the methods that return it.
 */
public interface IncomingEvent extends EventFields {

    /**
     * Whether the event has a payload.
     *
     * @return false if the envelope's {@code payload} is missing or {@code null}
     */
    boolean hasPayload();

    /**
     * The payload as any type that Jackson reads from a JSON object.
     *
     * @param type the class; not null
     * @param <T> the type
     * @return a new object; null if the event has no payload
     * @throws PayloadException if the payload does not fit the type
     */
    <T> T payload(Class<T> type);

    /**
     * The payload as a type with type arguments.
     *
     * @param type the type, for example from Jackson's {@code TypeReference}
     * @param <T> the type
     * @return a new object; null if the event has no payload
     * @throws PayloadException if the payload does not fit the type
     */
    <T> T payload(Type type);

    /**
     * The payload as a map.
     *
     * @return by name; integers of any size are exact, decimals are {@code BigDecimal}; empty if the event has no payload
     */
    Map<String, Object> payloadAsMap();

    /**
     * The payload as a tree.
     *
     * @return an object node, or a {@code NullNode} if the event has no payload
     */
    JsonNode payloadAsTree();

    /**
     * The topic of the listener.
     *
     * @return without the prefix
     * @see EventRecord#topic()
     */
    String topic();

    /**
     * The record's key.
     *
     * @return the key read as UTF-8; null if the record has none
     */
    default String key() {
        return record().key();
    }

    /**
     * A header of the record as text.
     *
     * @param name the header's name
     * @return the value of the last header of that name, read as UTF-8; empty if there is none or its value is null
     */
    default Optional<String> header(String name) {
        return record().header(name);
    }

    /**
     * The record of the event: its coordinates, timestamp, headers and value.
     *
     * @return not null
     */
    EventRecord record();

    /**
     * The number of this invocation of the listener for this event, on this instance.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Whether the event is part of a {@linkplain EventStream#newReplay replay}: the listener may have got it before.
     *
     * @return false for an event of the listener's group, also when it is redelivered
     */
    boolean isReplay();

    /**
     * The envelope's {@code additional_fields}.
     *
     * @return by name; integers of any size are exact, decimals are {@code BigDecimal}; empty if the event has none
     */
    Map<String, Object> additionalFields();

    /**
     * The fields of the envelope that this version of the extension does not know.
     *
     * @return by name, in the order received; empty if there are none
     */
    Map<String, JsonNode> unknownFields();

    /**
     * The whole envelope as a tree, unknown fields included.
     *
     * @return an object node
     */
    JsonNode envelope();
}
