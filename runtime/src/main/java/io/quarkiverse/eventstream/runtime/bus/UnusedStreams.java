package io.quarkiverse.eventstream.runtime.bus;

import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;

/**
 * Tells of streams that are configured and that nothing uses: a slip of the pen would otherwise leave the stream that was meant as it is.
 */
public final class UnusedStreams {

    private UnusedStreams() {}

    /** What to say of one. */
    public static String warning(String name, Set<String> used) {
        Set<String> others = new TreeSet<>(used);
        others.remove(EventStreamConfig.DEFAULT_STREAM);
        return "quarkus.eventstream." + name + " configures a stream that nothing in the application uses. "
                + (others.isEmpty() ? "It uses the one without a name only" : "It uses " + others)
                + ": correct the name, or take the properties away";
    }
}
