package io.quarkiverse.eventstream;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as a listener gets it: the fields of its envelope, its payload, and the record that carried it.
 * <p>
 * Immutable and usable from any thread, also after the listener has returned. The payload is decoded when it is asked for.
 */
public interface IncomingEvent {

    /**
     * The envelope's {@code id}, to recognise an event that is delivered again.
     *
     * @return the id; empty if the event has none
     */
    String id();

    /**
     * The envelope's {@code name}.
     *
     * @return the event's name; empty if it has none
     */
    String name();

    /**
     * The envelope's {@code namespace}.
     *
     * @return the namespace; empty if the event has none
     */
    String namespace();

    /**
     * The envelope's {@code timestamp}.
     *
     * @return when the event happened; null if the event has none, or one that isn't a time in RFC 3339
     */
    Instant timestamp();

    /**
     * The envelope's {@code timestampUnixNano}.
     *
     * @return nanoseconds since 1970; null if the event has none
     */
    Long timestampUnixNano();

    /**
     * The envelope's {@code clientId}.
     *
     * @return the publisher's client id; empty if the event has none
     */
    String clientId();

    /**
     * The envelope's {@code traceId}.
     *
     * @return the trace id, a UUID v4 without hyphens where validation is strict; empty if the event has none
     */
    String traceId();

    /**
     * The envelope's {@code spanContext}.
     *
     * @return the span in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; empty if the event has none
     */
    String spanContext();

    /**
     * The envelope's {@code userId}.
     *
     * @return the user on whose behalf the event happened; empty if the event has none
     */
    String userId();

    /**
     * The envelope's {@code sessionId}.
     *
     * @return the user's session; empty if the event has none
     */
    String sessionId();

    /**
     * The envelope's {@code version}.
     *
     * @return the version of the payload's schema; 1 if the event has none
     */
    long version();

    /**
     * The envelope's {@code event_id}.
     *
     * @return a number kept for older consumers; 0 if the event has none
     */
    long eventId();

    /**
     * The envelope's {@code event_type}.
     *
     * @return a number kept for older consumers; 0 if the event has none
     */
    long eventType();

    /**
     * The envelope's {@code event_level}.
     *
     * @return a number kept for older consumers; 0 if the event has none
     */
    long eventLevel();

    /**
     * The envelope's {@code service}.
     *
     * @return the service that publishes; empty if the event has none
     */
    String service();

    /**
     * The envelope's {@code client_ids}.
     *
     * @return the clients that the event concerns; empty if the event has none
     */
    List<String> clientIds();

    /**
     * The envelope's {@code target_user_ids}.
     *
     * @return the users that the event concerns; empty if the event has none
     */
    List<String> targetUserIds();

    /**
     * The envelope's {@code target_namespace}.
     *
     * @return the namespace that the event concerns; empty if the event has none
     */
    String targetNamespace();

    /**
     * The envelope's {@code privacy}.
     *
     * @return whether the event holds private data; false if the event has none
     */
    boolean privacy();

    /**
     * The envelope's {@code parentNamespace}.
     *
     * @return an optional field of newer Go peers; empty if the event has none
     */
    String parentNamespace();

    /**
     * The envelope's {@code unionNamespace}.
     *
     * @return an optional field of newer Go peers; empty if the event has none
     */
    String unionNamespace();

    /**
     * The envelope's {@code sourceNamespace}.
     *
     * @return an optional field of newer Go peers; empty if the event has none
     */
    String sourceNamespace();

    /**
     * The topic that the listener asked for.
     *
     * @return without the prefix
     * @see #recordTopic()
     */
    String topic();

    /**
     * The envelope's {@code additional_fields}.
     *
     * @return by name; integers of any size are exact, decimals are {@code BigDecimal}; empty if the event has none
     */
    Map<String, Object> additionalFields();

    /**
     * Fields of the envelope that this version doesn't know.
     *
     * @return by name, in the order received; empty if there are none
     */
    Map<String, JsonNode> unknownFields();

    /**
     * Whether the event has a payload.
     *
     * @return false if the envelope's {@code payload} is missing or {@code null}
     */
    boolean hasPayload();

    /**
     * The payload as any type that Jackson reads from a JSON object.
     *
     * @param type the type
     * @param <T> the type
     * @return a new object; null if the event has no payload
     * @throws PayloadException if the payload doesn't fit the type
     */
    <T> T payload(Class<T> type);

    /**
     * The payload as a type with type arguments.
     *
     * @param type the type, for example from Jackson's {@code TypeReference}
     * @param <T> the type
     * @return a new object; null if the event has no payload
     * @throws PayloadException if the payload doesn't fit the type
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
     * The whole envelope as a tree, fields unknown to this version included.
     *
     * @return an object node
     */
    JsonNode envelope();

    /**
     * The record's value as it was received.
     *
     * @return a copy of the bytes
     */
    byte[] recordValue();

    /**
     * The topic of the record.
     *
     * @return with the prefix
     */
    String recordTopic();

    /**
     * The record's partition.
     *
     * @return 0 or more
     */
    int partition();

    /**
     * The record's offset within its partition.
     *
     * @return 0 or more
     */
    long offset();

    /**
     * The record's timestamp.
     *
     * @return when the record was created or appended, as the topic is configured; milliseconds
     */
    Instant recordTimestamp();

    /**
     * The record's key.
     *
     * @return the key read as UTF-8; null if the record has none
     */
    String key();

    /**
     * The record's headers.
     *
     * @return in the order of the record
     */
    List<EventHeader> headers();

    /**
     * A header of the record as text.
     *
     * @param name the header's name
     * @return the value of the last header of that name, read as UTF-8; empty if there is none or its value is null
     */
    Optional<String> header(String name);

    /**
     * How many times the listener has been called for this event by this instance, this call included.
     *
     * @return 1 for the first call
     */
    int attempt();

    /**
     * Whether the event is part of a {@linkplain EventStream#newReplay replay}: the listener may have had it before.
     *
     * @return false for an event that comes by the listener's group, also when it is delivered again
     */
    boolean isReplay();
}
