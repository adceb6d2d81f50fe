package io.quarkiverse.eventstream.cli.check;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The members of a JSON object, possibly of wrong types: of repeated ones the last, with exact numbers.
 *
 * @param values the values by name, in the written order
 * @param repeated the names of repeated members
 */
record EnvelopeMembers(Map<String, JsonNode> values, Set<String> repeated) {

    static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads exactly one JSON object.
     *
     * @throws IOException if the input is anything else
     */
    static EnvelopeMembers read(byte[] value) throws IOException {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        try (JsonParser parser = EXACT.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (values.put(name, EXACT.readTree(parser)) != null) {
                    repeated.add(name);
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("more follows the JSON object");
            }
        }
        return new EnvelopeMembers(values, repeated);
    }

    /** Null if it is missing or null. */
    JsonNode present(EnvelopeField field) {
        JsonNode value = values.get(field.json());
        return value == null || value.isNull() ? null : value;
    }

    /** The value of a string; null if it is missing, null, or of another type. */
    String text(EnvelopeField field) {
        JsonNode value = present(field);
        return value == null ? null : value.textValue();
    }
}
