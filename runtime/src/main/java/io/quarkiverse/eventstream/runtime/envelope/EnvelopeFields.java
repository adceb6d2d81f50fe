package io.quarkiverse.eventstream.runtime.envelope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of an envelope while it is being read, with the defaults of those that are missing. Not thread-safe.
 */
final class EnvelopeFields {

    static final long DEFAULT_VERSION = 1;

    String id = "";
    String name = "";
    String namespace = "";
    String timestamp = "";
    Long timestampUnixNano;
    String clientId = "";
    String traceId = "";
    String spanContext = "";
    String userId = "";
    String sessionId = "";
    long version = DEFAULT_VERSION;
    long eventId;
    long eventType;
    long eventLevel;
    String service = "";
    List<String> clientIds = List.of();
    List<String> targetUserIds = List.of();
    String targetNamespace = "";
    boolean privacy;
    String parentNamespace = "";
    String unionNamespace = "";
    String sourceNamespace = "";
    ByteRange additionalFields;
    ByteRange payload;
    Map<String, ByteRange> unknown = Map.of();

    void unknown(String field, ByteRange range) {
        if (unknown.isEmpty()) {
            unknown = new LinkedHashMap<>();
        }
        unknown.put(field, range);
    }
}
