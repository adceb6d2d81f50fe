package io.quarkiverse.eventstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.runtime.text.RandomId;

/**
 * An event to be published. Immutable, except for the payload, which may be any object: {@link EventStream#publish} writes it as JSON
 * before it returns, and does not read it afterwards.
 * <p>
 * Building checks no rules. Publishing checks all of them together, so that one exception names every violation.
 */
public final class OutgoingEvent implements EventFields {

    /** A copy of the builder, which no one changes. */
    private final Builder data;

    private OutgoingEvent(Builder data) {
        this.data = data;
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
     * Starts an event from its payload, whose class has an {@link EventType}: with topic, name, namespace, version and key of that type. Each
     * can be set to something else.
     *
     * @param payload an object of a class with {@link EventType}; not null
     * @return a builder
     * @throws IllegalArgumentException if its class has no {@link EventType}, or the method for its key failed
     * @see EventStream#publish(Object)
     */
    public static Builder of(Object payload) {
        return EventTypeDescription.of(payload.getClass()).builder(payload);
    }

    /**
     * Starts an event from a received one, to publish it again. Copies the key and every field of the envelope, with the id and the fields
     * that this version does not know; copies no headers and no topics.
     *
     * @param event the event to copy
     * @return a builder, which still needs a topic
     */
    public static Builder builder(IncomingEvent event) {
        Builder builder = new Builder(event.name());
        builder.takeOver(event);
        return builder;
    }

    /**
     * A record with a key and no value, which deletes the earlier events of the key from a compacted topic. It is published like an event,
     * and in order with the events of the key.
     *
     * @param topic the topic, without the prefix
     * @param key the key; not null
     * @return an event without a name, a namespace and a payload; its id is in the receipt, but not in the record
     * @see Tombstone
     */
    public static OutgoingEvent tombstone(String topic, String key) {
        Builder builder = new Builder("").topic(topic).key(Objects.requireNonNull(key, "key"));
        builder.tombstone = true;
        return builder.build();
    }

    /**
     * Starts a record in another format than the envelope, for a bridge, for example. It is published like an event. Of the builder,
     * topics, key, headers, timeout and error handler apply; fields of the envelope are not written. Without a key, the record has none.
     *
     * @param value the value of the record, which is copied; not null
     * @return a builder of an event without a name, a namespace and a payload; its id is in the receipt, but not in the record
     */
    public static Builder raw(byte[] value) {
        Builder builder = new Builder("");
        builder.raw = value.clone();
        return builder;
    }

    /**
     * Whether this is a {@linkplain #raw raw} record.
     *
     * @return false for an event and for a tombstone
     */
    public boolean isRaw() {
        return data.raw != null;
    }

    /**
     * The value of a {@linkplain #raw raw} record.
     *
     * @return a copy of the bytes; empty for an event and for a tombstone
     */
    public Optional<byte[]> rawValue() {
        return Optional.ofNullable(data.raw).map(byte[]::clone);
    }

    /**
     * Whether this is a {@linkplain #tombstone tombstone}.
     *
     * @return false for an event
     */
    public boolean isTombstone() {
        return data.tombstone;
    }

    /**
     * The topics to publish to.
     *
     * @return without the prefix, in the order given, each once; empty if none was set
     */
    public List<String> topics() {
        return data.topics;
    }

    /**
     * The record's key. It determines the partition; events of the same key keep their order.
     *
     * @return the key; if not set, the id of the event, or empty for a {@linkplain #raw raw} record, which then has none
     */
    public String key() {
        if (data.key != null) {
            return data.key;
        }
        return isRaw() ? "" : data.id;
    }

    /**
     * The record's headers.
     *
     * @return in the order given; empty if none was set
     */
    public List<EventHeader> headers() {
        return data.headers;
    }

    /**
     * How long publishing may take.
     *
     * @return null means {@code quarkus.eventstream.publish.timeout}
     */
    public Duration timeout() {
        return data.timeout;
    }

    /**
     * Whether the event goes with the transaction of its publisher.
     *
     * @return null means the property {@code outbox.mode} of the stream
     */
    public OutboxMode outbox() {
        return data.outbox;
    }

    /**
     * The earliest time at which the event is sent.
     *
     * @return null if not set
     */
    public Instant deliverAt() {
        return data.deliverAt;
    }

    /**
     * The time from publishing until the event is sent, at least.
     *
     * @return null if not set
     */
    public Duration deliverAfter() {
        return data.deliverAfter;
    }

    /**
     * Whether the event is sent later than it is published.
     *
     * @return whether {@link #deliverAt} or {@link #deliverAfter} is set
     */
    public boolean isDelayed() {
        return data.deliverAt != null || data.deliverAfter != null;
    }

    /**
     * The handler of topics that fail.
     *
     * @return the handler; null if not set
     */
    public PublishErrorHandler onError() {
        return data.onError;
    }

    /**
     * The envelope's {@code id}.
     *
     * @return a random UUID v4 in lower case without hyphens if not set
     */
    @Override
    public String id() {
        return data.id;
    }

    @Override
    public String name() {
        return data.name;
    }

    @Override
    public String namespace() {
        return data.namespace;
    }

    @Override
    public long version() {
        return data.version;
    }

    /**
     * The envelope's {@code timestamp}.
     *
     * @return the time of the event; the time of building if not set
     */
    @Override
    public Instant timestamp() {
        return data.timestamp;
    }

    /**
     * Whether the timestamp is that of a received event. Then it is written with its fraction of a second, whatever the stream's
     * {@code wire-format} is.
     *
     * @return false if it was set, or is the time of building
     */
    public boolean hasReceivedTimestamp() {
        return data.receivedTimestamp;
    }

    @Override
    public String clientId() {
        return data.clientId;
    }

    @Override
    public String userId() {
        return data.userId;
    }

    @Override
    public String sessionId() {
        return data.sessionId;
    }

    @Override
    public String traceId() {
        return data.traceId;
    }

    @Override
    public String spanContext() {
        return data.spanContext;
    }

    @Override
    public PeerFields peer() {
        return data.peer;
    }

    /**
     * The envelope's {@code additional_fields}.
     *
     * @return by name; empty, which leaves the field out, if none was set
     */
    public Map<String, Object> additionalFields() {
        return data.additionalFields;
    }

    /**
     * The envelope's {@code payload}.
     *
     * @return an object that Jackson writes as a JSON object, or null
     */
    public Object payload() {
        return data.payload;
    }

    /**
     * The fields of the envelope that this version does not know, copied from a received event.
     *
     * @return by name; empty for any other event
     */
    public Map<String, JsonNode> unknownFields() {
        return data.unknownFields;
    }

    /**
     * Starts an event from this one, with all of its data, the id included.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return data.copy();
    }

    /** The event's name, id and topics. */
    @Override
    public String toString() {
        String what = isRaw() ? "raw record" : data.name;
        return (data.tombstone ? "tombstone" : what) + " " + data.id + " to " + data.topics;
    }

    /**
     * Builds an {@link OutgoingEvent}. Not thread-safe. A builder may build several events; each gets an id of its own unless one is set.
     */
    public static final class Builder implements Cloneable {

        private String name;
        private boolean tombstone;
        /** Null for an event. */
        private byte[] raw;
        private List<String> topics = List.of();
        private String key;
        private List<EventHeader> headers = List.of();
        private Duration timeout;
        private OutboxMode outbox;
        private Instant deliverAt;
        private Duration deliverAfter;
        private PublishErrorHandler onError;
        private String id;
        private String namespace = "";
        private long version = 1;
        private Instant timestamp;
        private boolean receivedTimestamp;
        private String clientId = "";
        private String userId = "";
        private String sessionId = "";
        private String traceId = "";
        private String spanContext = "";
        private PeerFields peer = PeerFields.none();
        private Map<String, Object> additionalFields = Map.of();
        private Map<String, JsonNode> unknownFields = Map.of();
        private Object payload;

        private Builder(String name) {
            this.name = Objects.requireNonNullElse(name, "");
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void takeOver(IncomingEvent event) {
            key = Objects.requireNonNullElse(event.key(), "").isEmpty() ? null : event.key();
            id = event.id().isEmpty() ? null : event.id();
            namespace = event.namespace();
            version = event.version();
            timestamp = event.timestamp();
            receivedTimestamp = timestamp != null;
            clientId = event.clientId();
            userId = event.userId();
            sessionId = event.sessionId();
            traceId = event.traceId();
            spanContext = event.spanContext();
            peer = event.peer();
            // As trees, which are written unchanged: the application's mapper may convert numbers and leave out nulls.
            JsonNode additional = event.envelope().path("additional_fields");
            event.additionalFields()
                    .forEach((field, value) -> additionalField(field, additional.has(field) ? additional.get(field) : value));
            unknownFields = event.unknownFields();
            payload = event.payloadAsTree();
        }

        /**
         * Sets the envelope's {@code name}, instead of the one that the event was started with.
         *
         * @param name the event's name
         * @return this builder
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNullElse(name, "");
            return this;
        }

        /**
         * Sets the topic to publish to, and replaces earlier ones.
         *
         * @param topic the topic, without the prefix
         * @return this builder
         */
        public Builder topic(String topic) {
            topics = List.of(Objects.requireNonNullElse(topic, ""));
            return this;
        }

        /**
         * Sets the topics to publish to, and replaces earlier ones.
         *
         * @param topics the topics, without the prefix; duplicates are ignored
         * @return this builder
         */
        public Builder topics(String... topics) {
            this.topics = Stream.of(topics).map(topic -> Objects.requireNonNullElse(topic, "")).distinct().toList();
            return this;
        }

        /**
         * Sets the record's key. It determines the partition; events of the same key keep their order.
         *
         * @param key the key; null, the default, means the event's id
         * @return this builder
         */
        public Builder key(String key) {
            this.key = key;
            return this;
        }

        /**
         * Adds a header to the record.
         *
         * @param name the header's name; not empty, and not {@code eventstream.name}, which is reserved
         * @param value the value, written in UTF-8; may be null
         * @return this builder
         */
        public Builder header(String name, String value) {
            return header(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Adds a header to the record.
         *
         * @param name the header's name; not empty, and not {@code eventstream.name}, which is reserved
         * @param value the value, which is copied; may be null
         * @return this builder
         */
        public Builder header(String name, byte[] value) {
            headers = Stream.concat(headers.stream(), Stream.of(new EventHeader(Objects.requireNonNullElse(name, ""), value)))
                    .toList();
            return this;
        }

        /**
         * Limits the time that publishing may take, retries included.
         *
         * @param timeout more than zero, and at most {@code quarkus.eventstream.publish.timeout}; null, the default, means that property
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets whether the event goes with the transaction of its publisher.
         *
         * @param mode the mode of this event; null, the default, means the property {@code outbox.mode} of the stream
         * @return this builder
         */
        public Builder outbox(OutboxMode mode) {
            this.outbox = mode;
            return this;
        }

        /**
         * Sets the earliest time at which the event is sent. The outbox of {@code quarkus-eventstream-outbox} keeps it until then, so that a
         * restart does not lose it: in the transaction of its publisher if there is one, else in one of its own. The stage of {@code
         * publish} completes when it is stored.
         *
         * @param time a time by the clock of the instance that sends it; the event is sent at once if it has passed. Replaces a
         *        {@link #deliverAfter duration}. Null, the default, means at once
         * @return this builder
         * @see EventStream#cancelDelivery
         */
        public Builder deliverAt(Instant time) {
            this.deliverAt = time;
            this.deliverAfter = null;
            return this;
        }

        /**
         * Sets the time from publishing until the event is sent, as {@link #deliverAt} does.
         *
         * @param delay zero or more. Replaces a {@link #deliverAt time}. Null, the default, means at once
         * @return this builder
         */
        public Builder deliverAfter(Duration delay) {
            this.deliverAfter = delay;
            this.deliverAt = null;
            return this;
        }

        /**
         * Sets the handler that is called for each topic to which the event was not written.
         *
         * @param onError the handler; null for none
         * @return this builder
         */
        public Builder onError(PublishErrorHandler onError) {
            this.onError = onError;
            return this;
        }

        /**
         * Sets the envelope's {@code id}.
         *
         * @param id the id; null, the default, means a random UUID v4 in lower case without hyphens
         * @return this builder
         */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * Sets the envelope's {@code namespace}.
         *
         * @param namespace the namespace, of letters, digits and hyphens; optional and any text if the stream's {@code wire-format} is
         *        not {@code 3.1}; null means none
         * @return this builder
         */
        public Builder namespace(String namespace) {
            this.namespace = Objects.requireNonNullElse(namespace, "");
            return this;
        }

        /**
         * Sets the envelope's {@code version}.
         *
         * @param version the version of the payload's schema; 1 by default
         * @return this builder
         */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /**
         * Sets the envelope's {@code timestamp}, which is written in the precision of the stream's {@code wire-format}: in whole
         * seconds by default.
         *
         * @param timestamp the time of the event; null, the default, means the time of building
         * @return this builder
         */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = timestamp;
            this.receivedTimestamp = false;
            return this;
        }

        /**
         * Sets the envelope's {@code clientId}.
         *
         * @param clientId the publisher's client id; null means empty
         * @return this builder
         */
        public Builder clientId(String clientId) {
            this.clientId = Objects.requireNonNullElse(clientId, "");
            return this;
        }

        /**
         * Sets the envelope's {@code userId}.
         *
         * @param userId the user on whose behalf the event happened; null means empty
         * @return this builder
         */
        public Builder userId(String userId) {
            this.userId = Objects.requireNonNullElse(userId, "");
            return this;
        }

        /**
         * Sets the envelope's {@code sessionId}.
         *
         * @param sessionId the user's session; null means empty
         * @return this builder
         */
        public Builder sessionId(String sessionId) {
            this.sessionId = Objects.requireNonNullElse(sessionId, "");
            return this;
        }

        /**
         * Sets the envelope's {@code traceId}.
         *
         * @param traceId the trace id, a UUID v4 without hyphens where validation is strict; null means empty
         * @return this builder
         */
        public Builder traceId(String traceId) {
            this.traceId = Objects.requireNonNullElse(traceId, "");
            return this;
        }

        /**
         * Sets the envelope's {@code spanContext}.
         *
         * @param spanContext the span in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; null means empty
         * @return this builder
         */
        public Builder spanContext(String spanContext) {
            this.spanContext = Objects.requireNonNullElse(spanContext, "");
            return this;
        }

        /**
         * Sets some of the fields that only some peers need, and leaves the others as they are.
         *
         * @param fields sets the fields, such as {@code peer -> peer.service("checkout")}; called before this method returns
         * @return this builder
         */
        public Builder peer(Consumer<PeerFields.Builder> fields) {
            PeerFields.Builder builder = peer.toBuilder();
            fields.accept(builder);
            return peer(builder.build());
        }

        /**
         * Sets the fields that only some peers need. None by default.
         *
         * @param peer the fields; not null
         * @return this builder
         */
        public Builder peer(PeerFields peer) {
            this.peer = Objects.requireNonNull(peer, "peer");
            return this;
        }

        /**
         * Adds a member to the envelope's {@code additional_fields}.
         *
         * @param name the member's name
         * @param value any object that Jackson can write; null is written as {@code null}
         * @return this builder
         */
        public Builder additionalField(String name, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(additionalFields);
            more.put(name, value);
            additionalFields = Collections.unmodifiableMap(more);
            return this;
        }

        /**
         * Sets the envelope's {@code payload}.
         *
         * @param payload an object that Jackson writes as a JSON object (a class, a record, a map, a tree); null, the default,
         *        is written as {@code null}
         * @return this builder
         */
        public Builder payload(Object payload) {
            this.payload = payload;
            return this;
        }

        /**
         * Builds the event.
         *
         * @return a new event, which is checked when it is published
         */
        public OutgoingEvent build() {
            Builder data = copy();
            if (id == null) {
                data.id = RandomId.next();
            }
            if (timestamp == null) {
                data.timestamp = Instant.now();
            }
            return new OutgoingEvent(data);
        }
    }
}
