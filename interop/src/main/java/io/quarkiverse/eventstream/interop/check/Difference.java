package io.quarkiverse.eventstream.interop.check;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * A place where what was found isn't what was expected.
 *
 * @param path where, such as {@code payload.lines[0].qty}
 * @param expected what should be there; null if nothing should
 * @param found what is there; null if nothing is
 */
record Difference(String path, JsonNode expected, JsonNode found) {

    /** For a message: escaped and cut. */
    String problem() {
        return "expected " + shown(expected) + ", found " + shown(found);
    }

    private static String shown(JsonNode value) {
        return value == null ? "nothing" : UntrustedText.of(value.toString());
    }
}
