package io.quarkiverse.eventstream.cli.check;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The fields of the envelope, in the order in which they are written. */
enum EnvelopeField {

    ID("id", JsonKind.STRING, Presence.REQUIRED), NAME("name", JsonKind.STRING, Presence.REQUIRED), NAMESPACE("namespace",
            JsonKind.STRING, Presence.WRITTEN), CLIENT_ID("clientId", JsonKind.STRING, Presence.WRITTEN), TRACE_ID("traceId",
                    JsonKind.STRING, Presence.WRITTEN), SPAN_CONTEXT("spanContext", JsonKind.STRING, Presence.WRITTEN), USER_ID(
                            "userId", JsonKind.STRING,
                            Presence.WRITTEN), SESSION_ID("sessionId", JsonKind.STRING, Presence.WRITTEN), TIMESTAMP(
                                    "timestamp", JsonKind.STRING, Presence.REQUIRED), TIMESTAMP_UNIX_NANO("timestampUnixNano",
                                            JsonKind.INTEGER, Presence.OPTIONAL), VERSION("version", JsonKind.INTEGER,
                                                    Presence.WRITTEN), EVENT_ID("event_id", JsonKind.INTEGER,
                                                            Presence.WRITTEN), EVENT_TYPE("event_type", JsonKind.INTEGER,
                                                                    Presence.WRITTEN), EVENT_LEVEL("event_level",
                                                                            JsonKind.INTEGER, Presence.WRITTEN), SERVICE(
                                                                                    "service", JsonKind.STRING,
                                                                                    Presence.WRITTEN), CLIENT_IDS("client_ids",
                                                                                            JsonKind.STRINGS,
                                                                                            Presence.WRITTEN), TARGET_USER_IDS(
                                                                                                    "target_user_ids",
                                                                                                    JsonKind.STRINGS,
                                                                                                    Presence.WRITTEN), TARGET_NAMESPACE(
                                                                                                            "target_namespace",
                                                                                                            JsonKind.STRING,
                                                                                                            Presence.WRITTEN), PRIVACY(
                                                                                                                    "privacy",
                                                                                                                    JsonKind.BOOLEAN,
                                                                                                                    Presence.WRITTEN), TOPIC(
                                                                                                                            "topic",
                                                                                                                            JsonKind.STRING,
                                                                                                                            Presence.WRITTEN), PARENT_NAMESPACE(
                                                                                                                                    "parentNamespace",
                                                                                                                                    JsonKind.STRING,
                                                                                                                                    Presence.OPTIONAL), UNION_NAMESPACE(
                                                                                                                                            "unionNamespace",
                                                                                                                                            JsonKind.STRING,
                                                                                                                                            Presence.OPTIONAL), SOURCE_NAMESPACE(
                                                                                                                                                    "sourceNamespace",
                                                                                                                                                    JsonKind.STRING,
                                                                                                                                                    Presence.OPTIONAL), ADDITIONAL_FIELDS(
                                                                                                                                                            "additional_fields",
                                                                                                                                                            JsonKind.OBJECT,
                                                                                                                                                            Presence.OPTIONAL), PAYLOAD(
                                                                                                                                                                    "payload",
                                                                                                                                                                    JsonKind.OBJECT,
                                                                                                                                                                    Presence.WRITTEN);

    /** When a writer writes the field. */
    enum Presence {
        /** Always, and never empty. */
        REQUIRED,
        /** Always, possibly with its empty value, which newer Go SDKs leave out. */
        WRITTEN,
        /** Only if it is not empty. */
        OPTIONAL
    }

    private static final Map<String, EnvelopeField> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(EnvelopeField::json, Function.identity()));
    private static final Map<String, EnvelopeField> BY_NAME_OF_ANY_CASE = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        BY_NAME_OF_ANY_CASE.putAll(BY_NAME);
    }

    private final String json;
    private final JsonKind kind;
    private final Presence presence;

    EnvelopeField(String json, JsonKind kind, Presence presence) {
        this.json = json;
        this.kind = kind;
        this.presence = presence;
    }

    /** The field of exactly that name; null if unknown. */
    static EnvelopeField of(String name) {
        return BY_NAME.get(name);
    }

    /** The field that Go reads under that name, because Go ignores case; null if there is none. */
    static EnvelopeField likeGo(String name) {
        return BY_NAME_OF_ANY_CASE.get(name);
    }

    String json() {
        return json;
    }

    JsonKind kind() {
        return kind;
    }

    Presence presence() {
        return presence;
    }

    /** The value that a reader sees if the field is missing or null. */
    JsonNode missing() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (kind) {
            case STRING -> json.textNode("");
            case INTEGER -> json.numberNode(this == VERSION ? 1 : 0);
            case BOOLEAN -> json.booleanNode(false);
            case STRINGS -> json.arrayNode();
            case OBJECT -> this == PAYLOAD ? json.nullNode() : json.objectNode();
        };
    }
}
