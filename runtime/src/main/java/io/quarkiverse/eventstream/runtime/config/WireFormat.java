package io.quarkiverse.eventstream.runtime.config;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The version of the Go SDK after which envelopes are written. Every version reads those of all others.
 */
public enum WireFormat {

    /** All fields, also empty ones; whole seconds; strict namespaces. */
    V3_1("3.1"),
    /** No empty fields; whole seconds, and the nanoseconds in a field of their own. */
    V3_21("3.21"),
    /** No empty fields; fractions of a second. */
    V4_2("4.2");

    private final String version;

    WireFormat(String version) {
        this.version = version;
    }

    /** Whether empty fields are written. */
    public boolean hasEmptyFields() {
        return this == V3_1;
    }

    /** Whether the time of an event is written with its fraction of a second. */
    public boolean hasFractions() {
        return this == V4_2;
    }

    /** Whether the time of an event is also written in nanoseconds. */
    public boolean hasNanoseconds() {
        return this == V3_21;
    }

    /** Whether an event must have a namespace, of letters, digits and hyphens. Any text is one since version 3.3. */
    public boolean hasStrictNamespaces() {
        return this == V3_1;
    }

    /** The version. */
    @Override
    public String toString() {
        return version;
    }

    /**
     * The format of a version.
     *
     * @throws EventStreamException if there is none, with the remedy
     */
    public static WireFormat of(String version) {
        return Arrays.stream(values()).filter(format -> format.version.equals(version.strip())).findFirst()
                .orElseThrow(() -> new EventStreamException("There is no wire format " + version + ". Set"
                        + " quarkus.eventstream.wire-format, or that of the stream, to one of "
                        + Arrays.stream(values()).map(WireFormat::toString).collect(Collectors.joining(", "))));
    }
}
