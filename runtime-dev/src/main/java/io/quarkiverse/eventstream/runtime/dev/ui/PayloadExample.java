package io.quarkiverse.eventstream.runtime.dev.ui;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes an example of a payload from its type: the properties that Jackson reads, with the application's mapper.
 */
record PayloadExample(ObjectMapper mapper) {

    private static final int DEEPEST = 5;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Written by the mapper, in the form that the application has configured. */
    private static final Map<Class<?>, Supplier<Object>> VALUES = Map.ofEntries(
            Map.entry(UUID.class, UUID::randomUUID), Map.entry(URI.class, () -> URI.create("https://example.org")),
            Map.entry(Instant.class, PayloadExample::now), Map.entry(BigDecimal.class, () -> new BigDecimal("1.50")),
            Map.entry(OffsetDateTime.class, () -> now().atOffset(ZoneOffset.UTC)),
            Map.entry(ZonedDateTime.class, () -> now().atZone(ZoneOffset.UTC)),
            Map.entry(LocalDateTime.class, () -> LocalDateTime.ofInstant(now(), ZoneOffset.UTC)),
            Map.entry(LocalDate.class, () -> LocalDate.ofInstant(now(), ZoneOffset.UTC)),
            Map.entry(LocalTime.class, () -> LocalTime.NOON), Map.entry(Duration.class, () -> Duration.ofMinutes(1)));

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * An example as indented JSON.
     *
     * @param canonicalType the type in Jackson's canonical form; empty if it is not known
     */
    String of(String canonicalType) {
        if (canonicalType.isEmpty()) {
            return "{}";
        }
        return of(mapper.getTypeFactory().constructFromCanonical(canonicalType), 0).toPrettyString();
    }

    private JsonNode of(JavaType type, int depth) {
        Class<?> raw = type.getRawClass();
        Supplier<Object> value = VALUES.get(raw);
        if (value != null) {
            return mapper.valueToTree(value.get());
        }
        if (type.isReferenceType()) {
            return of(type.getContentType(), depth);
        }
        if (raw == byte[].class) {
            return JSON.binaryNode(new byte[0]);
        }
        if (type.isArrayType() || type.isCollectionLikeType()) {
            return depth >= DEEPEST ? JSON.arrayNode() : JSON.arrayNode().add(of(type.getContentType(), depth + 1));
        }
        if (type.isMapLikeType() || JsonNode.class.isAssignableFrom(raw) || depth >= DEEPEST) {
            return JSON.objectNode();
        }
        return scalar(raw) == null ? bean(type, depth) : scalar(raw);
    }

    private JsonNode scalar(Class<?> raw) {
        if (raw == boolean.class || raw == Boolean.class) {
            return JSON.booleanNode(false);
        }
        if (raw == float.class || raw == double.class || raw == Float.class || raw == Double.class) {
            return JSON.numberNode(1.5);
        }
        if (raw == String.class || raw == char.class || raw == Character.class || raw == CharSequence.class) {
            return JSON.textNode("text");
        }
        if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            return JSON.numberNode(1);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants().length == 0 ? JSON.nullNode() : mapper.valueToTree(raw.getEnumConstants()[0]);
        }
        return null;
    }

    private ObjectNode bean(JavaType type, int depth) {
        ObjectNode example = JSON.objectNode();
        for (BeanPropertyDefinition property : mapper.getDeserializationConfig().introspect(type).findProperties()) {
            if (property.couldDeserialize()) {
                example.set(property.getName(), of(property.getPrimaryType(), depth + 1));
            }
        }
        return example;
    }
}
