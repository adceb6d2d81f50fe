package io.quarkiverse.eventstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event to be published. Immutable, except for what its payload refers to: the payload is written as JSON during
 * {@link EventStream#publish}, and not looked at afterwards.
 * <p>
 * Building checks nothing: all rules are checked together when the event is published, so that one exception names every
 * violation.
 */
public final class OutgoingEvent {

    private static final HexFormat HEX = HexFormat.of();

    private final boolean tombstone;
    private final List<String> topics;
    private final String key;
    private final List<EventHeader> headers;
    private final Duration timeout;
    private final PublishErrorHandler onError;

    private final String id;
    private final String name;
    private final String namespace;
    private final Instant timestamp;
    private final Long timestampUnixNano;
    private final String clientId;
    private final String traceId;
    private final String spanContext;
    private final String userId;
    private final String sessionId;
    private final long version;
    private final long eventId;
    private final long eventType;
    private final long eventLevel;
    private final String service;
    private final List<String> clientIds;
    private final List<String> targetUserIds;
    private final String targetNamespace;
    private final boolean privacy;
    private final String parentNamespace;
    private final String unionNamespace;
    private final String sourceNamespace;
    private final Map<String, ?> additionalFields;
    private final Object payload;
    private final Map<String, JsonNode> unknownFields;

    private OutgoingEvent(Builder builder) {
        this.tombstone = builder.tombstone;
        this.topics = builder.topics;
        this.key = builder.key;
        this.headers = builder.headers;
        this.timeout = builder.timeout;
        this.onError = builder.onError;
        this.id = builder.id == null ? randomId() : builder.id;
        this.name = builder.name;
        this.namespace = builder.namespace;
        this.timestamp = builder.timestamp == null ? Instant.now() : builder.timestamp;
        this.timestampUnixNano = builder.timestampUnixNano;
        this.clientId = builder.clientId;
        this.traceId = builder.traceId;
        this.spanContext = builder.spanContext;
        this.userId = builder.userId;
        this.sessionId = builder.sessionId;
        this.version = builder.version;
        this.eventId = builder.eventId;
        this.eventType = builder.eventType;
        this.eventLevel = builder.eventLevel;
        this.service = builder.service;
        this.clientIds = builder.clientIds;
        this.targetUserIds = builder.targetUserIds;
        this.targetNamespace = builder.targetNamespace;
        this.privacy = builder.privacy;
        this.parentNamespace = builder.parentNamespace;
        this.unionNamespace = builder.unionNamespace;
        this.sourceNamespace = builder.sourceNamespace;
        this.additionalFields = builder.additionalFields.isEmpty()
                ? null
                : Collections.unmodifiableMap(new LinkedHashMap<>(builder.additionalFields));
        this.payload = builder.payload;
        this.unknownFields = builder.unknownFields;
    }

    private static String randomId() {
        UUID id = UUID.randomUUID();
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }

    /**
     * Starts an event.
     *
     * @param name the event's name, such as {@code orderCreated}
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Starts an event from one that was received, to publish it again: every field of the envelope is taken over, those that
     * this version doesn't know included, and so are the key and the id; headers and topics are not.
     *
     * @param event the event to take over
     * @return a builder, which still needs a topic
     */
    public static Builder builder(IncomingEvent event) {
        return new Builder(event);
    }

    /**
     * A record with a key and no value: on a compacted topic, it deletes what earlier events of the key said. It is published like an
     * event, after those before it.
     *
     * @param topic the topic, without the prefix
     * @param key the key; not null
     * @return has no name, no namespace and no payload; its id is in the receipt and in no record
     * @see Tombstone
     */
    public static OutgoingEvent tombstone(String topic, String key) {
        Builder builder = new Builder("").topic(topic).key(Objects.requireNonNull(key, "key"));
        builder.tombstone = true;
        return builder.build();
    }

    /**
     * Whether this is a {@linkplain #tombstone tombstone}.
     *
     * @return false for an event
     */
    public boolean isTombstone() {
        return tombstone;
    }

    /**
     * The topics to publish to.
     *
     * @return without the prefix, in the order given, each once; empty if none was set
     */
    public List<String> topics() {
        return topics;
    }

    /**
     * The record's key, which decides the partition, and within which order is kept.
     *
     * @return the key; the event's id if not set
     */
    public String key() {
        return key == null ? id : key;
    }

    /**
     * The record's headers.
     *
     * @return in the order given; empty if none was set
     */
    public List<EventHeader> headers() {
        return headers;
    }

    /**
     * How long publishing may take.
     *
     * @return null means {@code quarkus.eventstream.publish.timeout}
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * What is told about topics that fail.
     *
     * @return the handler, or null
     */
    public PublishErrorHandler onError() {
        return onError;
    }

    /**
     * The envelope's {@code id}.
     *
     * @return the id; a random UUID v4 in lower case without hyphens if not set
     */
    public String id() {
        return id;
    }

    /**
     * The envelope's {@code name}.
     *
     * @return the event's name
     */
    public String name() {
        return name;
    }

    /**
     * The envelope's {@code namespace}.
     *
     * @return the namespace; empty if not set, which is not valid
     */
    public String namespace() {
        return namespace;
    }

    /**
     * The envelope's {@code timestamp}, which is written in whole seconds.
     *
     * @return when the event happened; when it was built, if not set
     */
    public Instant timestamp() {
        return timestamp;
    }

    /**
     * The envelope's {@code timestampUnixNano}.
     *
     * @return nanoseconds since 1970, or null, which leaves the field out
     */
    public Long timestampUnixNano() {
        return timestampUnixNano;
    }

    /**
     * The envelope's {@code clientId}.
     *
     * @return the publisher's client id; empty if not set
     */
    public String clientId() {
        return clientId;
    }

    /**
     * The envelope's {@code traceId}.
     *
     * @return the trace id, a UUID v4 without hyphens where validation is strict; empty if not set
     */
    public String traceId() {
        return traceId;
    }

    /**
     * The envelope's {@code spanContext}.
     *
     * @return the span in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; empty if not set
     */
    public String spanContext() {
        return spanContext;
    }

    /**
     * The envelope's {@code userId}.
     *
     * @return the user on whose behalf the event happened; empty if not set
     */
    public String userId() {
        return userId;
    }

    /**
     * The envelope's {@code sessionId}.
     *
     * @return the user's session; empty if not set
     */
    public String sessionId() {
        return sessionId;
    }

    /**
     * The envelope's {@code version}.
     *
     * @return the version of the payload's schema; 1 if not set
     */
    public long version() {
        return version;
    }

    /**
     * The envelope's {@code event_id}.
     *
     * @return a number kept for older consumers; 0 if not set
     */
    public long eventId() {
        return eventId;
    }

    /**
     * The envelope's {@code event_type}.
     *
     * @return a number kept for older consumers; 0 if not set
     */
    public long eventType() {
        return eventType;
    }

    /**
     * The envelope's {@code event_level}.
     *
     * @return a number kept for older consumers; 0 if not set
     */
    public long eventLevel() {
        return eventLevel;
    }

    /**
     * The envelope's {@code service}.
     *
     * @return the service that publishes; empty if not set
     */
    public String service() {
        return service;
    }

    /**
     * The envelope's {@code client_ids}.
     *
     * @return the clients that the event concerns; null if not set
     */
    public List<String> clientIds() {
        return clientIds;
    }

    /**
     * The envelope's {@code target_user_ids}.
     *
     * @return the users that the event concerns; null if not set
     */
    public List<String> targetUserIds() {
        return targetUserIds;
    }

    /**
     * The envelope's {@code target_namespace}.
     *
     * @return the namespace that the event concerns; empty if not set
     */
    public String targetNamespace() {
        return targetNamespace;
    }

    /**
     * The envelope's {@code privacy}.
     *
     * @return whether the event holds private data; false if not set
     */
    public boolean privacy() {
        return privacy;
    }

    /**
     * The envelope's {@code parentNamespace}.
     *
     * @return an optional field of newer Go peers; empty if not set
     */
    public String parentNamespace() {
        return parentNamespace;
    }

    /**
     * The envelope's {@code unionNamespace}.
     *
     * @return an optional field of newer Go peers; empty if not set
     */
    public String unionNamespace() {
        return unionNamespace;
    }

    /**
     * The envelope's {@code sourceNamespace}.
     *
     * @return an optional field of newer Go peers; empty if not set
     */
    public String sourceNamespace() {
        return sourceNamespace;
    }

    /**
     * The envelope's {@code additional_fields}.
     *
     * @return null, which leaves the field out, if none was set
     */
    public Map<String, ?> additionalFields() {
        return additionalFields;
    }

    /**
     * The envelope's {@code payload}.
     *
     * @return an object that Jackson writes as a JSON object, or null
     */
    public Object payload() {
        return payload;
    }

    /**
     * Fields of the envelope that this version doesn't know, taken over from an event that was received.
     *
     * @return by name; empty for an event that was not
     */
    public Map<String, JsonNode> unknownFields() {
        return unknownFields;
    }

    /**
     * Starts an event from this one: everything is taken over, the id included.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The event's name, id and topics. */
    @Override
    public String toString() {
        return (tombstone ? "tombstone" : name) + " " + id + " to " + topics;
    }

    /**
     * Builds an {@link OutgoingEvent}. Not thread-safe; may be used for several events, which get ids of their own.
     */
    public static final class Builder {

        private List<String> topics = List.of();
        private List<EventHeader> headers = List.of();
        private final Map<String, Object> additionalFields = new LinkedHashMap<>(0);
        private boolean tombstone;
        private String key;
        private Duration timeout;
        private PublishErrorHandler onError;
        private String id;
        private final String name;
        private String namespace = "";
        private Instant timestamp;
        private Long timestampUnixNano;
        private String clientId = "";
        private String traceId = "";
        private String spanContext = "";
        private String userId = "";
        private String sessionId = "";
        private long version = 1;
        private long eventId;
        private long eventType;
        private long eventLevel;
        private String service = "";
        private List<String> clientIds;
        private List<String> targetUserIds;
        private String targetNamespace = "";
        private boolean privacy;
        private String parentNamespace = "";
        private String unionNamespace = "";
        private String sourceNamespace = "";
        private Object payload;
        private Map<String, JsonNode> unknownFields = Map.of();

        private Builder(String name) {
            this.name = emptyIfNull(name);
        }

        private Builder(IncomingEvent event) {
            this(event.name());
            JsonNode envelope = event.envelope();
            key = emptyIfNull(event.key()).isEmpty() ? null : event.key();
            id = event.id().isEmpty() ? null : event.id();
            namespace = event.namespace();
            timestamp = event.timestamp();
            timestampUnixNano = event.timestampUnixNano();
            clientId = event.clientId();
            traceId = event.traceId();
            spanContext = event.spanContext();
            userId = event.userId();
            sessionId = event.sessionId();
            version = event.version();
            eventId = event.eventId();
            eventType = event.eventType();
            eventLevel = event.eventLevel();
            service = event.service();
            clientIds = envelope.path("client_ids").isArray() ? copy(event.clientIds()) : null;
            targetUserIds = envelope.path("target_user_ids").isArray() ? copy(event.targetUserIds()) : null;
            targetNamespace = event.targetNamespace();
            privacy = event.privacy();
            parentNamespace = event.parentNamespace();
            unionNamespace = event.unionNamespace();
            sourceNamespace = event.sourceNamespace();
            // As trees, which go on as they came, whatever the application's mapper does to numbers and nulls.
            JsonNode additional = envelope.path("additional_fields");
            event.additionalFields().forEach((name, value) -> additionalFields.put(name,
                    additional.has(name) ? additional.get(name) : value));
            payload = event.payloadAsTree();
            unknownFields = event.unknownFields();
        }

        private Builder(OutgoingEvent event) {
            this(event.name);
            tombstone = event.tombstone;
            topics = event.topics;
            key = event.key;
            headers = event.headers;
            timeout = event.timeout;
            onError = event.onError;
            id = event.id;
            namespace = event.namespace;
            timestamp = event.timestamp;
            timestampUnixNano = event.timestampUnixNano;
            clientId = event.clientId;
            traceId = event.traceId;
            spanContext = event.spanContext;
            userId = event.userId;
            sessionId = event.sessionId;
            version = event.version;
            eventId = event.eventId;
            eventType = event.eventType;
            eventLevel = event.eventLevel;
            service = event.service;
            clientIds = event.clientIds;
            targetUserIds = event.targetUserIds;
            targetNamespace = event.targetNamespace;
            privacy = event.privacy;
            parentNamespace = event.parentNamespace;
            unionNamespace = event.unionNamespace;
            sourceNamespace = event.sourceNamespace;
            if (event.additionalFields != null) {
                additionalFields.putAll(event.additionalFields);
            }
            payload = event.payload;
            unknownFields = event.unknownFields;
        }

        private static String emptyIfNull(String value) {
            return value == null ? "" : value;
        }

        /** A list that nobody can change, so that the event need not copy it. */
        private static <T> List<T> with(List<T> list, T element) {
            if (list.isEmpty()) {
                return List.of(element);
            }
            List<T> longer = new ArrayList<>(list);
            longer.add(element);
            return List.copyOf(longer);
        }

        /** Keeps null elements: building checks nothing. */
        private static List<String> copy(Collection<String> values) {
            return values == null ? null : Collections.unmodifiableList(new ArrayList<>(values));
        }

        /**
         * Adds topics to publish to.
         *
         * @param topics without the prefix; one named twice counts once
         * @return this
         */
        public Builder topic(String... topics) {
            for (String topic : topics) {
                if (!this.topics.contains(emptyIfNull(topic))) {
                    this.topics = with(this.topics, emptyIfNull(topic));
                }
            }
            return this;
        }

        /**
         * Sets the record's key, which decides the partition, and within which order is kept.
         *
         * @param key the key; null, the default, means the event's id
         * @return this
         */
        public Builder key(String key) {
            this.key = key;
            return this;
        }

        /**
         * Adds a header to the record.
         *
         * @param name the header's name; not empty, and not {@code eventstream.name}, which is the bus's
         * @param value the value, written in UTF-8
         * @return this
         */
        public Builder header(String name, String value) {
            return header(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Adds a header to the record.
         *
         * @param name the header's name; not empty, and not {@code eventstream.name}, which is the bus's
         * @param value the value; copied. May be null
         * @return this
         */
        public Builder header(String name, byte[] value) {
            headers = with(headers, new EventHeader(emptyIfNull(name), value));
            return this;
        }

        /**
         * Bounds the time that publishing may take, retries included.
         *
         * @param timeout more than zero, and at most {@code quarkus.eventstream.publish.timeout}, which null, the default,
         *        stands for
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets what is told about each topic that the event did not reach, for whatever reason.
         *
         * @param onError the handler; null for none
         * @return this
         */
        public Builder onError(PublishErrorHandler onError) {
            this.onError = onError;
            return this;
        }

        /**
         * Sets the envelope's {@code id}.
         *
         * @param id the id; null, the default, means a random UUID v4 in lower case without hyphens
         * @return this
         */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * Sets the envelope's {@code namespace}.
         *
         * @param namespace the namespace; required
         * @return this
         */
        public Builder namespace(String namespace) {
            this.namespace = emptyIfNull(namespace);
            return this;
        }

        /**
         * Sets the envelope's {@code timestamp}.
         *
         * @param timestamp when the event happened; null, the default, means when it is built
         * @return this
         */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        /**
         * Sets the envelope's {@code timestampUnixNano}.
         *
         * @param timestampUnixNano nanoseconds since 1970; null, the default, leaves the field out
         * @return this
         */
        public Builder timestampUnixNano(Long timestampUnixNano) {
            this.timestampUnixNano = timestampUnixNano;
            return this;
        }

        /**
         * Sets the envelope's {@code clientId}.
         *
         * @param clientId the publisher's client id; null means empty
         * @return this
         */
        public Builder clientId(String clientId) {
            this.clientId = emptyIfNull(clientId);
            return this;
        }

        /**
         * Sets the envelope's {@code traceId}.
         *
         * @param traceId the trace id, a UUID v4 without hyphens where validation is strict; null means empty
         * @return this
         */
        public Builder traceId(String traceId) {
            this.traceId = emptyIfNull(traceId);
            return this;
        }

        /**
         * Sets the envelope's {@code spanContext}.
         *
         * @param spanContext the span in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; null means empty
         * @return this
         */
        public Builder spanContext(String spanContext) {
            this.spanContext = emptyIfNull(spanContext);
            return this;
        }

        /**
         * Sets the envelope's {@code userId}.
         *
         * @param userId the user on whose behalf the event happened; null means empty
         * @return this
         */
        public Builder userId(String userId) {
            this.userId = emptyIfNull(userId);
            return this;
        }

        /**
         * Sets the envelope's {@code sessionId}.
         *
         * @param sessionId the user's session; null means empty
         * @return this
         */
        public Builder sessionId(String sessionId) {
            this.sessionId = emptyIfNull(sessionId);
            return this;
        }

        /**
         * Sets the envelope's {@code version}.
         *
         * @param version the version of the payload's schema; 1 by default
         * @return this
         */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /**
         * Sets the envelope's {@code event_id}.
         *
         * @param eventId a number kept for older consumers; 0 by default
         * @return this
         */
        public Builder eventId(long eventId) {
            this.eventId = eventId;
            return this;
        }

        /**
         * Sets the envelope's {@code event_type}.
         *
         * @param eventType a number kept for older consumers; 0 by default
         * @return this
         */
        public Builder eventType(long eventType) {
            this.eventType = eventType;
            return this;
        }

        /**
         * Sets the envelope's {@code event_level}.
         *
         * @param eventLevel a number kept for older consumers; 0 by default
         * @return this
         */
        public Builder eventLevel(long eventLevel) {
            this.eventLevel = eventLevel;
            return this;
        }

        /**
         * Sets the envelope's {@code service}.
         *
         * @param service the service that publishes; null means empty
         * @return this
         */
        public Builder service(String service) {
            this.service = emptyIfNull(service);
            return this;
        }

        /**
         * Sets the envelope's {@code client_ids}.
         *
         * @param clientIds the clients that the event concerns; copied. Null, the default, writes {@code null}, an empty list {@code []}
         * @return this
         */
        public Builder clientIds(Collection<String> clientIds) {
            this.clientIds = copy(clientIds);
            return this;
        }

        /**
         * Sets the envelope's {@code target_user_ids}.
         *
         * @param targetUserIds the users that the event concerns; copied. Null, the default, writes {@code null}, an empty list {@code []}
         * @return this
         */
        public Builder targetUserIds(Collection<String> targetUserIds) {
            this.targetUserIds = copy(targetUserIds);
            return this;
        }

        /**
         * Sets the envelope's {@code target_namespace}.
         *
         * @param targetNamespace the namespace that the event concerns; null means empty
         * @return this
         */
        public Builder targetNamespace(String targetNamespace) {
            this.targetNamespace = emptyIfNull(targetNamespace);
            return this;
        }

        /**
         * Sets the envelope's {@code privacy}.
         *
         * @param privacy whether the event holds private data; false by default
         * @return this
         */
        public Builder privacy(boolean privacy) {
            this.privacy = privacy;
            return this;
        }

        /**
         * Sets the envelope's {@code parentNamespace}.
         *
         * @param parentNamespace an optional field of newer Go peers; null means empty, and empty leaves the field out
         * @return this
         */
        public Builder parentNamespace(String parentNamespace) {
            this.parentNamespace = emptyIfNull(parentNamespace);
            return this;
        }

        /**
         * Sets the envelope's {@code unionNamespace}.
         *
         * @param unionNamespace an optional field of newer Go peers; null means empty, and empty leaves the field out
         * @return this
         */
        public Builder unionNamespace(String unionNamespace) {
            this.unionNamespace = emptyIfNull(unionNamespace);
            return this;
        }

        /**
         * Sets the envelope's {@code sourceNamespace}.
         *
         * @param sourceNamespace an optional field of newer Go peers; null means empty, and empty leaves the field out
         * @return this
         */
        public Builder sourceNamespace(String sourceNamespace) {
            this.sourceNamespace = emptyIfNull(sourceNamespace);
            return this;
        }

        /**
         * Adds a member to the envelope's {@code additional_fields}.
         *
         * @param name the member's name
         * @param value anything that Jackson writes; null is written as {@code null}
         * @return this
         */
        public Builder additionalField(String name, Object value) {
            additionalFields.put(name, value);
            return this;
        }

        /**
         * Sets the envelope's {@code payload}.
         *
         * @param payload an object that Jackson writes as a JSON object (a class, a record, a map, a tree); null, the default,
         *        is written as {@code null}
         * @return this
         */
        public Builder payload(Object payload) {
            this.payload = payload;
            return this;
        }

        /**
         * Builds the event.
         *
         * @return an event that is checked when it is published
         */
        public OutgoingEvent build() {
            return new OutgoingEvent(this);
        }
    }
}
