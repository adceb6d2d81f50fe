package io.quarkiverse.eventstream.cli.check;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * A difference between the expected and the actual value.
 *
 * @param path its path, such as {@code payload.lines[0].qty}
 * @param expected the expected value; null for none
 * @param found the actual value; null for none
 */
record Difference(String path, JsonNode expected, JsonNode found) {

    /** For a message: escaped and truncated. */
    String problem() {
        return "expected " + shown(expected) + ", found " + shown(found);
    }

    private static String shown(JsonNode value) {
        return value == null ? "nothing" : UntrustedText.of(value.toString());
    }
}
