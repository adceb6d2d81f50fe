package io.quarkiverse.eventstream.cli.check;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares data like a client whose numbers are doubles: 1 and 1.0 are equal, and the order of members does not matter. */
final class Differences {

    private static final int MAX_DIFFERENCES = 50;

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /** All differences, or the first fifty. */
    static List<Difference> between(String path, JsonNode expected, JsonNode actual) {
        Differences differences = new Differences();
        differences.compare(path, expected, actual);
        return differences.found;
    }

    /** Goes only as deep as the expected value. */
    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            expected.properties().forEach(member -> {
                String inner = path + "." + member.getKey();
                JsonNode other = actual.get(member.getKey());
                if (other == null) {
                    add(inner, member.getValue(), null);
                } else {
                    compare(inner, member.getValue(), other);
                }
            });
            actual.properties().stream().filter(member -> !expected.has(member.getKey())).limit(MAX_DIFFERENCES)
                    .forEach(member -> add(path + "." + member.getKey(), null, member.getValue()));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else if (!isSame(expected, actual)) {
            add(path, expected, actual);
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() ? one.doubleValue() == other.doubleValue() : one.equals(other);
    }

    private void add(String path, JsonNode expected, JsonNode actual) {
        if (found.size() < MAX_DIFFERENCES) {
            found.add(new Difference(path, expected, actual));
        }
    }
}
