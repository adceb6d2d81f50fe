package io.quarkiverse.eventstream.runtime.envelope;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.envelope.scan.ByteRange;

/**
 * The fields of an envelope while it is being read, with the defaults of those that are missing. Not thread-safe.
 */
final class EnvelopeFields {

    static final long DEFAULT_VERSION = 1;

    String id = "";
    String name = "";
    String namespace = "";
    String timestamp = "";
    String clientId = "";
    String traceId = "";
    String spanContext = "";
    String userId = "";
    String sessionId = "";
    long version = DEFAULT_VERSION;
    /** Null until one of them differs from its default. */
    PeerFields.Builder peer;
    ByteRange additionalFields;
    ByteRange payload;
    Map<String, ByteRange> unknown = Map.of();

    PeerFields.Builder peer() {
        if (peer == null) {
            peer = PeerFields.builder();
        }
        return peer;
    }

    void unknown(String field, ByteRange range) {
        if (unknown.isEmpty()) {
            unknown = new LinkedHashMap<>();
        }
        unknown.put(field, range);
    }
}
