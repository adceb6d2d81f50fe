package io.quarkiverse.eventstream.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;

/**
 * The named streams in the build-time configuration, of any profile: those with at least one property of a stream. Another name of a
 * stream in the code is a typing error.
 */
public final class ConfiguredStreams {

    private static final Pattern STREAM_PROPERTY = Pattern
            .compile("(?:%[^.]+\\.)?quarkus\\.eventstream\\.(?:\"([^\"]+)\"|([^.\"]+))\\."
                    + "(?:stream|prefix|group|group-leading-dot|strict-validation|tls-configuration-name|publish\\..+|delivery\\..+|kafka\\..+)");
    private static final Pattern STREAM_OF_LISTENER = Pattern
            .compile("quarkus\\.eventstream\\.listener\\..+\\.stream|QUARKUS_EVENTSTREAM_LISTENER_.+_STREAM");
    private static final Pattern SIMPLE_KEY = Pattern.compile("[\\w-]+");
    /** Groups of properties of the default stream and of the bus, which no stream may have as its name. */
    private static final Set<String> RESERVED = Set.of("publish", "delivery", "kafka", "listener", "devservices",
            "health", "metrics", "tracing");

    private final Set<String> names = new TreeSet<>();
    /** The streams in the configuration of listeners. */
    private final Set<String> named = new TreeSet<>();

    private ConfiguredStreams() {}

    /** Reads the build-time configuration. */
    public static ConfiguredStreams ofBuild() {
        ConfiguredStreams streams = new ConfiguredStreams();
        Config config = ConfigProvider.getConfig();
        for (String property : config.getPropertyNames()) {
            if (STREAM_OF_LISTENER.matcher(property).matches()) {
                config.getOptionalValue(property, String.class).ifPresent(streams.named::add);
            }
            Matcher matcher = STREAM_PROPERTY.matcher(property);
            if (matcher.matches()) {
                String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                if (!RESERVED.contains(name)) {
                    streams.names.add(name);
                }
            }
        }
        return streams;
    }

    /**
     * Whether a stream exists.
     *
     * @return true for the default stream, and for named ones that are configured
     */
    public boolean isKnown(String name) {
        return EventStreamConfig.DEFAULT_STREAM.equals(name) || names.contains(name);
    }

    /**
     * The unused streams, which may be typing errors.
     *
     * @param used the names of the streams that the application uses
     */
    Set<String> unused(Set<String> used) {
        Set<String> unused = new TreeSet<>(names);
        unused.removeAll(used);
        unused.removeAll(named);
        return unused;
    }

    /** The remedy for an unknown name. */
    public String remedy(String name) {
        if (RESERVED.contains(name)) {
            return "\"" + name + "\" is a group of properties under quarkus.eventstream: choose another name";
        }
        String key = SIMPLE_KEY.matcher(name).matches() ? name : '"' + name + '"';
        return "Add quarkus.eventstream." + key + ".stream = kafka to application.properties"
                + (names.isEmpty() ? "" : ", or use one of " + names);
    }
}
