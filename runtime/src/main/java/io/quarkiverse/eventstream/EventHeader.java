package io.quarkiverse.eventstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A header of a record. Immutable.
 */
public final class EventHeader {

    private final String name;
    private final byte[] value;

    /**
     * With a value of bytes.
     *
     * @param name the name; not null
     * @param value the value; copied. May be null
     */
    public EventHeader(String name, byte[] value) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = value == null ? null : value.clone();
    }

    /**
     * The header's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The header's value.
     *
     * @return a copy of the bytes, or null
     */
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
