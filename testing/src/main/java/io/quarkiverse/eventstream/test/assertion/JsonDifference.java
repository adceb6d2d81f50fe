package io.quarkiverse.eventstream.test.assertion;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * The differences between two JSON values. Numbers are equal if their values are, and the order of fields does not matter.
 */
final class JsonDifference {

    private static final ObjectWriter PRETTY = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
    private static final int MAX_DIFFERENCES = 5;
    private static final int MAX_VALUE = 100;

    private final List<String> differences = new ArrayList<>();

    private JsonDifference() {}

    /**
     * The differences in words, each with its JSON pointer.
     *
     * @return empty if the values are equal
     */
    static List<String> between(JsonNode expected, JsonNode actual) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", expected, actual);
        return difference.differences;
    }

    /** The first few differences, on one line. */
    static String text(JsonNode expected, JsonNode actual) {
        List<String> all = between(expected, actual);
        return String.join(", ", all.subList(0, Math.min(all.size(), MAX_DIFFERENCES)))
                + (all.size() > MAX_DIFFERENCES ? " and " + (all.size() - MAX_DIFFERENCES) + " more" : "");
    }

    /** Formats a value with sorted fields, and numbers without trailing zeros, so that equal values look the same. */
    static String pretty(JsonNode value) {
        try {
            return PRETTY.writeValueAsString(sorted(value));
        } catch (JsonProcessingException e) {
            return value.toString();
        }
    }

    private void compare(String pointer, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            expected.fieldNames().forEachRemaining(fields::add);
            actual.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> member(pointer + "/" + field.replace("~", "~0").replace("/", "~1"), expected.get(field),
                    actual.get(field)));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                member(pointer + "/" + i, expected.get(i), actual.get(i));
            }
        } else if (!sorted(expected).equals(sorted(actual))) {
            differences.add(prefix(pointer) + shown(actual) + " instead of " + shown(expected));
        }
    }

    private void member(String pointer, JsonNode expected, JsonNode actual) {
        if (expected == null) {
            differences.add(prefix(pointer) + shown(actual) + " and should be absent");
        } else if (actual == null) {
            differences.add(prefix(pointer) + "absent instead of " + shown(expected));
        } else {
            compare(pointer, expected, actual);
        }
    }

    private static String prefix(String pointer) {
        return pointer.isEmpty() ? "" : UntrustedText.of(pointer) + " is ";
    }

    private static String shown(JsonNode value) {
        return UntrustedText.of(value.toString(), MAX_VALUE);
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            fields.forEach(node::set);
            return node;
        }
        if (value.isArray()) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            for (Iterator<JsonNode> elements = value.elements(); elements.hasNext();) {
                node.add(sorted(elements.next()));
            }
            return node;
        }
        return value.isNumber() && !Double.isNaN(value.doubleValue()) && !Double.isInfinite(value.doubleValue())
                ? JsonNodeFactory.instance.numberNode(plain(value.decimalValue()))
                : value;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
