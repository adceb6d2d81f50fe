package io.quarkiverse.eventstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A header of a record. Immutable.
 *
 * @param name the header's name; not null
 * @param value the bytes, of which callers get copies; may be null
 */
public record EventHeader(String name, byte[] value) {

    /**
     * Copies the value.
     *
     * @param name the header's name; not null
     * @param value may be null
     */
    public EventHeader {
        Objects.requireNonNull(name, "name");
        value = value == null ? null : value.clone();
    }

    /**
     * The header's value.
     *
     * @return a copy of the bytes, or null
     */
    @Override
    public byte[] value() {
        return value == null ? null : value.clone();
    }

    /**
     * The value as text.
     *
     * @return the value read as UTF-8, or null
     */
    public String text() {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventHeader that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
