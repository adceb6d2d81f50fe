package io.quarkiverse.eventstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event to be published. Immutable, except for what its payload refers to: the payload is written as JSON during
 * {@link EventStream#publish}, and not looked at afterwards.
 * <p>
 * Building checks nothing: all rules are checked together when the event is published, so that one exception names every
 * violation.
 */
public final class OutgoingEvent implements EventFields {

    private static final HexFormat HEX = HexFormat.of();

    /** As it was when the event was built; changed by no one. */
    private final Builder data;

    private OutgoingEvent(Builder data) {
        this.data = data;
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
        Builder builder = new Builder(event.name());
        builder.takeOver(event);
        return builder;
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
     * The record's key, which decides the partition, and within which order is kept.
     *
     * @return the key; the event's id if not set
     */
    public String key() {
        return data.key == null ? data.id : data.key;
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
     * What is told about topics that fail.
     *
     * @return the handler, or null
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
     * The envelope's {@code timestamp}, which is written in whole seconds.
     *
     * @return when the event happened; when it was built, if not set
     */
    @Override
    public Instant timestamp() {
        return data.timestamp;
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
     * Fields of the envelope that this version doesn't know, taken over from an event that was received.
     *
     * @return by name; empty for an event that was not
     */
    public Map<String, JsonNode> unknownFields() {
        return data.unknownFields;
    }

    /**
     * Starts an event from this one: everything is taken over, the id included.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return data.copy();
    }

    /** The event's name, id and topics. */
    @Override
    public String toString() {
        return (data.tombstone ? "tombstone" : data.name) + " " + data.id + " to " + data.topics;
    }

    /**
     * Builds an {@link OutgoingEvent}. Not thread-safe; may be used for several events, which get ids of their own.
     */
    public static final class Builder implements Cloneable {

        private final String name;
        private boolean tombstone;
        private List<String> topics = List.of();
        private String key;
        private List<EventHeader> headers = List.of();
        private Duration timeout;
        private PublishErrorHandler onError;
        private String id;
        private String namespace = "";
        private long version = 1;
        private Instant timestamp;
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
            this.name = emptyIfNull(name);
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void takeOver(IncomingEvent event) {
            key = emptyIfNull(event.key()).isEmpty() ? null : event.key();
            id = event.id().isEmpty() ? null : event.id();
            namespace = event.namespace();
            version = event.version();
            timestamp = event.timestamp();
            clientId = event.clientId();
            userId = event.userId();
            sessionId = event.sessionId();
            traceId = event.traceId();
            spanContext = event.spanContext();
            peer = event.peer();
            // As trees, which are written as they came, whatever the application's mapper does to numbers and nulls.
            JsonNode additional = event.envelope().path("additional_fields");
            event.additionalFields()
                    .forEach((field, value) -> additionalField(field, additional.has(field) ? additional.get(field) : value));
            unknownFields = event.unknownFields();
            payload = event.payloadAsTree();
        }

        private static String emptyIfNull(String value) {
            return value == null ? "" : value;
        }

        /**
         * The topic to publish to, and no other.
         *
         * @param topic without the prefix
         * @return this builder
         */
        public Builder topic(String topic) {
            topics = List.of(emptyIfNull(topic));
            return this;
        }

        /**
         * The topics to publish to, and no others.
         *
         * @param topics without the prefix; each counts once
         * @return this builder
         */
        public Builder topics(String... topics) {
            this.topics = Stream.of(topics).map(Builder::emptyIfNull).distinct().toList();
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
            List<EventHeader> longer = new ArrayList<>(headers);
            longer.add(new EventHeader(emptyIfNull(name), value));
            headers = List.copyOf(longer);
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
         * Sets fields that some peers need, and leaves the others as they are.
         *
         * @param fields such as {@code peer -> peer.service("checkout")}; run at once
         * @return this builder
         */
        public Builder peer(Consumer<PeerFields.Builder> fields) {
            PeerFields.Builder builder = peer.toBuilder();
            fields.accept(builder);
            return peer(builder.build());
        }

        /**
         * The fields that some peers need. None by default.
         *
         * @param peer not null
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
         * @param value anything that Jackson writes; null is written as {@code null}
         * @return this
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
            Builder data = copy();
            if (id == null) {
                data.id = randomId();
            }
            if (timestamp == null) {
                data.timestamp = Instant.now();
            }
            return new OutgoingEvent(data);
        }
    }
}
