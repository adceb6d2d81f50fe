package io.quarkiverse.eventstream.spi;

import java.time.Duration;

/**
 * The settings of a stream. Immutable.
 *
 * @param name the name of the stream; {@link #DEFAULT_STREAM} for the one without a name
 * @param prefix the prefix of the names of topics and groups, without the dot that follows it; empty for none. The bus adds it: a
 *        provider gets full names
 * @param drainTimeout how long the bus waits for invocations in flight when the application stops; zero or more
 * @param partitioner determines the partition of a record that has a key, on a stream whose topics have partitions
 */
public record StreamSettings(String name, String prefix, Duration drainTimeout, KeyPartitioner partitioner) {

    /** The name of the stream without a name. */
    public static final String DEFAULT_STREAM = "<default>";

    /**
     * The configuration key of a property of this stream, for messages.
     *
     * @param property the name of the property within the stream, such as {@code stream}
     * @return the whole key, such as {@code quarkus.eventstream.audit.stream}
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
