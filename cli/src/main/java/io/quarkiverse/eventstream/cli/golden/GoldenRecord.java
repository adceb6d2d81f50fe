package io.quarkiverse.eventstream.cli.golden;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record of a client, byte by byte, and the content that every reader must find in it. Its parts must not be changed.
 *
 * @param origin the client that wrote it, such as {@link GoldenRecords#GO_SDK_V3_1_4}
 * @param name the name of its case, such as {@code full}; unique within the origin
 * @param key the record's key
 * @param headers the record's headers by their names, in the order written; a Go client writes none
 * @param value the record's value, the envelope
 * @param expected all fields of the envelope as a reader must see them: those that were left out or null with their empty
 *        value, which is an empty array for lists and an empty object for {@code additional_fields}, but null for
 *        {@code payload}; except for the optional ones. {@code topic} is left out, because the reader sets it
 */
public record GoldenRecord(String origin, String name, String key, Map<String, String> headers, String value,
        JsonNode expected) {

    /** The content that every reader must find. */
    @Override
    public JsonNode expected() {
        return expected.deepCopy();
    }

    /** Origin and name, such as {@code java/full}. */
    @Override
    public String toString() {
        return origin + "/" + name;
    }
}
