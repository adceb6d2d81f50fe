package io.quarkiverse.eventstream.benchmarks.micro;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The envelope as a service maps it with only Kafka's clients and Jackson: all of its fields, with a typed payload. It is encoded to the
 * same bytes as by the bus. The wire format defines the fields.
 */
public record OrderEnvelope(
        String id,
        String name,
        String namespace,
        String clientId,
        String traceId,
        String spanContext,
        String userId,
        String sessionId,
        String timestamp,
        @JsonInclude(Include.NON_NULL) Long timestampUnixNano,
        long version,
        @JsonProperty("event_id") long eventId,
        @JsonProperty("event_type") long eventType,
        @JsonProperty("event_level") long eventLevel,
        String service,
        @JsonProperty("client_ids") List<String> clientIds,
        @JsonProperty("target_user_ids") List<String> targetUserIds,
        @JsonProperty("target_namespace") String targetNamespace,
        boolean privacy,
        String topic,
        @JsonInclude(Include.NON_EMPTY) String parentNamespace,
        @JsonInclude(Include.NON_EMPTY) String unionNamespace,
        @JsonInclude(Include.NON_EMPTY) String sourceNamespace,
        @JsonProperty("additional_fields") @JsonInclude(Include.NON_NULL) Map<String, Object> additionalFields,
        Order payload) {}
