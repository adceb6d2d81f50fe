package io.quarkiverse.eventstream.spi;

import java.time.Duration;

/**
 * What a stream is opened with.
 *
 * @param name the stream's name, {@link #DEFAULT_STREAM} for the one without
 * @param prefix what the names of its topics and groups begin with, without the dot behind it; empty for none
 * @param drainTimeout how long a stop waits for invocations in flight
 */
public record StreamSettings(String name, String prefix, Duration drainTimeout) {

    /** The name of the stream without a name. */
    public static final String DEFAULT_STREAM = "<default>";

    /**
     * The configuration key of a property of this stream, for messages.
     *
     * @param property the property's name below the stream
     * @return the whole key
     */
    public String key(String property) {
        return isDefault() ? "quarkus.eventstream." + property : "quarkus.eventstream." + name + "." + property;
    }

    /**
     * Whether this is the stream without a name.
     *
     * @return true for the default stream
     */
    public boolean isDefault() {
        return DEFAULT_STREAM.equals(name);
    }
}
