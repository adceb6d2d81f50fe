package io.quarkiverse.eventstream.runtime.bus;

import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;

/**
 * Warns of streams that are configured and not in use: a typo in the name of a stream would otherwise have no effect at all.
 */
public final class UnusedStreams {

    private UnusedStreams() {}

    /** The warning. */
    public static String warning(String name, Set<String> used) {
        Set<String> others = new TreeSet<>(used);
        others.remove(EventStreamConfig.DEFAULT_STREAM);
        return "quarkus.eventstream." + name + " configures a stream that nothing in the application uses. "
                + (others.isEmpty() ? "It uses the one without a name only" : "It uses " + others)
                + ": correct the name, or remove the properties";
    }
}
