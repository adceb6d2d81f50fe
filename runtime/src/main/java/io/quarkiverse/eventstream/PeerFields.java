package io.quarkiverse.eventstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The fields of an envelope that only some peers need: older consumers, and services with newer versions of the Go SDK. Immutable.
 * <p>
 * A missing field is an empty string or list, 0 or false; a missing {@link #timestampUnixNano} is null.
 */
public final class PeerFields {

    private static final PeerFields NONE = new Builder().build();

    private final Builder data;

    private PeerFields(Builder data) {
        this.data = data;
    }

    /**
     * No fields.
     *
     * @return always the same instance
     */
    public static PeerFields none() {
        return NONE;
    }

    /**
     * Starts with no fields.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts with these fields.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return data.copy();
    }

    /**
     * The envelope's {@code timestampUnixNano}.
     *
     * @return nanoseconds since 1970; null if the event has none
     */
    public Long timestampUnixNano() {
        return data.timestampUnixNano;
    }

    /**
     * The envelope's {@code event_id}.
     *
     * @return a number for older consumers
     */
    public long eventId() {
        return data.eventId;
    }

    /**
     * The envelope's {@code event_type}.
     *
     * @return a number for older consumers
     */
    public long eventType() {
        return data.eventType;
    }

    /**
     * The envelope's {@code event_level}.
     *
     * @return a number for older consumers
     */
    public long eventLevel() {
        return data.eventLevel;
    }

    /**
     * The envelope's {@code service}.
     *
     * @return the service that publishes
     */
    public String service() {
        return data.service;
    }

    /**
     * The envelope's {@code client_ids}.
     *
     * @return the clients that the event concerns
     */
    public List<String> clientIds() {
        return data.clientIds == null ? List.of() : data.clientIds;
    }

    /**
     * Whether {@code client_ids} is a list; it may be empty.
     *
     * @return false if it is missing or null
     */
    public boolean hasClientIds() {
        return data.clientIds != null;
    }

    /**
     * The envelope's {@code target_user_ids}.
     *
     * @return the users that the event concerns
     */
    public List<String> targetUserIds() {
        return data.targetUserIds == null ? List.of() : data.targetUserIds;
    }

    /**
     * Whether {@code target_user_ids} is a list; it may be empty.
     *
     * @return false if it is missing or null
     */
    public boolean hasTargetUserIds() {
        return data.targetUserIds != null;
    }

    /**
     * The envelope's {@code target_namespace}.
     *
     * @return the namespace that the event concerns
     */
    public String targetNamespace() {
        return data.targetNamespace;
    }

    /**
     * The envelope's {@code privacy}.
     *
     * @return whether the event holds private data
     */
    public boolean privacy() {
        return data.privacy;
    }

    /**
     * The envelope's {@code parentNamespace}.
     *
     * @return a field of newer Go peers
     */
    public String parentNamespace() {
        return data.parentNamespace;
    }

    /**
     * The envelope's {@code unionNamespace}.
     *
     * @return a field of newer Go peers
     */
    public String unionNamespace() {
        return data.unionNamespace;
    }

    /**
     * The envelope's {@code sourceNamespace}.
     *
     * @return a field of newer Go peers
     */
    public String sourceNamespace() {
        return data.sourceNamespace;
    }

    /**
     * Builds {@link PeerFields}. Not thread-safe. A string that is null counts as empty.
     */
    public static final class Builder implements Cloneable {

        private Long timestampUnixNano;
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

        private Builder() {}

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String emptyIfNull(String value) {
            return value == null ? "" : value;
        }

        private static List<String> copyOf(Collection<String> values) {
            return values == null ? null : Collections.unmodifiableList(new ArrayList<>(values));
        }

        /**
         * The envelope's {@code timestampUnixNano}.
         *
         * @param nanos nanoseconds since 1970; null leaves the field out, which is the default
         * @return this builder
         */
        public Builder timestampUnixNano(Long nanos) {
            timestampUnixNano = nanos;
            return this;
        }

        /**
         * The envelope's {@code event_id}.
         *
         * @param id 0 by default
         * @return this builder
         */
        public Builder eventId(long id) {
            eventId = id;
            return this;
        }

        /**
         * The envelope's {@code event_type}.
         *
         * @param type 0 by default
         * @return this builder
         */
        public Builder eventType(long type) {
            eventType = type;
            return this;
        }

        /**
         * The envelope's {@code event_level}.
         *
         * @param level 0 by default
         * @return this builder
         */
        public Builder eventLevel(long level) {
            eventLevel = level;
            return this;
        }

        /**
         * The envelope's {@code service}.
         *
         * @param name the service that publishes; empty by default
         * @return this builder
         */
        public Builder service(String name) {
            service = emptyIfNull(name);
            return this;
        }

        /**
         * The envelope's {@code client_ids}.
         *
         * @param ids the clients that the event concerns; copied. Null, which is the default, is written as null
         * @return this builder
         */
        public Builder clientIds(Collection<String> ids) {
            clientIds = copyOf(ids);
            return this;
        }

        /**
         * The envelope's {@code target_user_ids}.
         *
         * @param ids the users that the event concerns; copied. Null, which is the default, is written as null
         * @return this builder
         */
        public Builder targetUserIds(Collection<String> ids) {
            targetUserIds = copyOf(ids);
            return this;
        }

        /**
         * The envelope's {@code target_namespace}.
         *
         * @param namespace the namespace that the event concerns; empty by default
         * @return this builder
         */
        public Builder targetNamespace(String namespace) {
            targetNamespace = emptyIfNull(namespace);
            return this;
        }

        /**
         * The envelope's {@code privacy}.
         *
         * @param isPrivate whether the event holds private data; false by default
         * @return this builder
         */
        public Builder privacy(boolean isPrivate) {
            privacy = isPrivate;
            return this;
        }

        /**
         * The envelope's {@code parentNamespace}.
         *
         * @param namespace empty, which is the default, leaves the field out
         * @return this builder
         */
        public Builder parentNamespace(String namespace) {
            parentNamespace = emptyIfNull(namespace);
            return this;
        }

        /**
         * The envelope's {@code unionNamespace}.
         *
         * @param namespace empty, which is the default, leaves the field out
         * @return this builder
         */
        public Builder unionNamespace(String namespace) {
            unionNamespace = emptyIfNull(namespace);
            return this;
        }

        /**
         * The envelope's {@code sourceNamespace}.
         *
         * @param namespace empty, which is the default, leaves the field out
         * @return this builder
         */
        public Builder sourceNamespace(String namespace) {
            sourceNamespace = emptyIfNull(namespace);
            return this;
        }

        /**
         * Builds the fields.
         *
         * @return the fields that were set so far
         */
        public PeerFields build() {
            return new PeerFields(copy());
        }
    }
}
