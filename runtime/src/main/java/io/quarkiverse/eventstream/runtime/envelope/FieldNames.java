package io.quarkiverse.eventstream.runtime.envelope;

/** The names of the fields that the wire format defines. */
final class FieldNames {

    static final String ID = "id";
    static final String NAME = "name";
    static final String NAMESPACE = "namespace";
    static final String CLIENT_ID = "clientId";
    static final String TRACE_ID = "traceId";
    static final String SPAN_CONTEXT = "spanContext";
    static final String USER_ID = "userId";
    static final String SESSION_ID = "sessionId";
    static final String TIMESTAMP = "timestamp";
    static final String TIMESTAMP_UNIX_NANO = "timestampUnixNano";
    static final String VERSION = "version";
    static final String EVENT_ID = "event_id";
    static final String EVENT_TYPE = "event_type";
    static final String EVENT_LEVEL = "event_level";
    static final String SERVICE = "service";
    static final String TARGET_NAMESPACE = "target_namespace";
    static final String PRIVACY = "privacy";
    static final String TOPIC = "topic";
    static final String CLIENT_IDS = "client_ids";
    static final String TARGET_USER_IDS = "target_user_ids";
    static final String PARENT_NAMESPACE = "parentNamespace";
    static final String UNION_NAMESPACE = "unionNamespace";
    static final String SOURCE_NAMESPACE = "sourceNamespace";
    static final String ADDITIONAL_FIELDS = "additional_fields";
    static final String PAYLOAD = "payload";

    private FieldNames() {}
}
