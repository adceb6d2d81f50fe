package io.quarkiverse.eventstream.cli.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Simulates a service with the Go SDK that publishes again the events that it reads, as in the guide: numbers are doubles, fields of
 * the version are kept and others dropped, and the SDK sets the time and, in version 3.1.4, the id, which is the key.
 */
public final class GoPeer {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, Object> EMPTY_V3_1_4 = new LinkedHashMap<>();

    static {
        for (String field : new String[]{"id", "name", "namespace", "clientId", "traceId", "spanContext", "userId",
                "sessionId", "timestamp"}) {
            EMPTY_V3_1_4.put(field, "");
        }
        for (String field : new String[]{"version", "event_id", "event_type", "event_level"}) {
            EMPTY_V3_1_4.put(field, 0);
        }
        EMPTY_V3_1_4.put("service", "");
        EMPTY_V3_1_4.put("client_ids", null);
        EMPTY_V3_1_4.put("target_user_ids", null);
        EMPTY_V3_1_4.put("target_namespace", "");
        EMPTY_V3_1_4.put("privacy", false);
        EMPTY_V3_1_4.put("topic", "");
    }

    private GoPeer() {}

    /** With version 3.1.4, whose publisher sets neither id nor key. */
    public static ConsumerRecord<byte[], byte[]> answer(String key, String value) {
        Map<String, Object> read = read(value);
        Map<String, Object> written = new LinkedHashMap<>(EMPTY_V3_1_4);
        written.replaceAll((field, empty) -> read.get(field) == null ? empty : read.get(field));
        String id = UUID.randomUUID().toString().replace("-", "");
        written.put("id", id);
        written.put("timestamp", "2027-01-01T00:00:00Z");
        if (read.get("additional_fields") instanceof Map<?, ?> additional && !additional.isEmpty()) {
            written.put("additional_fields", asDoubles(additional));
        }
        written.put("payload", asDoubles(read.get("payload")));
        return record(id, written);
    }

    /** With version 3.21, which leaves empty fields out. */
    public static ConsumerRecord<byte[], byte[]> newerAnswer(String key, String value) {
        Map<String, Object> read = read(value);
        Map<String, Object> written = new LinkedHashMap<>();
        EMPTY_V3_1_4.forEach((field, empty) -> {
            Object found = read.get(field);
            if (found != null && !found.equals(empty) && !found.equals(List.of())) {
                written.put(field, found);
            }
        });
        written.put("timestamp", "2027-01-01T00:00:00Z");
        written.put("timestampUnixNano", 1798761600000000001L);
        for (String field : new String[]{"additional_fields", "payload"}) {
            if (read.get(field) instanceof Map<?, ?> map && !map.isEmpty()) {
                written.put(field, asDoubles(map));
            }
        }
        return record(key, written);
    }

    private static Map<String, Object> read(String value) {
        try {
            return MAPPER.readValue(value, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object asDoubles(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(name, asDoubles(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GoPeer::asDoubles).toList();
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, Map<String, Object> envelope) {
        try {
            String json = MAPPER.writeValueAsString(envelope).replace("<", "\\u003c").replace(">", "\\u003e")
                    .replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
            return new ConsumerRecord<>("answers", 0, 0, key.getBytes(UTF_8), json.getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
