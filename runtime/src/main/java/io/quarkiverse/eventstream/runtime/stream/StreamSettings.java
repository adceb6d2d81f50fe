package io.quarkiverse.eventstream.runtime.stream;

import java.time.Duration;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.listen.RecordMemory;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * What a stream is opened with.
 *
 * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
 * @param config its configuration
 * @param drainTimeout how long closing waits for calls that run
 * @param observer watches the stream at work
 * @param memory for fetched records, shared with all streams
 * @param gate says whether fetched records may be dispatched
 */
public record StreamSettings(String name, StreamConfig config, Duration drainTimeout, StreamObserver observer,
        RecordMemory memory, DispatchGate gate) {

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
        return EventStreamConfig.DEFAULT_STREAM.equals(name);
    }
}
