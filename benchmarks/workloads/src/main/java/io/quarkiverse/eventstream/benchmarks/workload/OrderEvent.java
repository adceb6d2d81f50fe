package io.quarkiverse.eventstream.benchmarks.workload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The envelope as a service without the bus would define it: a record that Jackson binds. Its fields are those of the wire format.
 *
 * @param payload the order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderEvent(String id, String name, String namespace, String clientId, String traceId, String spanContext,
        String userId, String sessionId, String timestamp, int version, @JsonProperty("event_id") int eventId,
        @JsonProperty("event_type") int eventType, @JsonProperty("event_level") int eventLevel, String service,
        @JsonProperty("client_ids") List<String> clientIds, @JsonProperty("target_user_ids") List<String> targetUserIds,
        @JsonProperty("target_namespace") String targetNamespace, boolean privacy, String topic, Order payload) {

    /**
     * Creates an event with the present time.
     *
     * @return with a new id
     */
    public static OrderEvent of(String name, Order order) {
        String id = UUID.randomUUID().toString().replace("-", "");
        return new OrderEvent(id, name, Order.NAMESPACE, "", "", "", "", "",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                1, 0, 0, 0, "", null, null, "", false, "", order);
    }
}
