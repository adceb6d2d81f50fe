package io.quarkiverse.eventstream.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;

/**
 * The named streams that the build can see in the configuration, in whatever profile: those with at least one property of a
 * stream. A stream's name in the code that is none of them is a slip of the pen.
 */
public final class ConfiguredStreams {

    private static final Pattern STREAM_PROPERTY = Pattern
            .compile("(?:%[^.]+\\.)?quarkus\\.eventstream\\.(?:\"([^\"]+)\"|([^.\"]+))\\."
                    + "(?:stream|prefix|group|group-leading-dot|strict-validation|tls-configuration-name|publish\\..+|delivery\\..+|kafka\\..+)");
    private static final Pattern STREAM_OF_LISTENER = Pattern
            .compile("quarkus\\.eventstream\\.listener\\..+\\.stream|QUARKUS_EVENTSTREAM_LISTENER_.+_STREAM");
    private static final Pattern SIMPLE_KEY = Pattern.compile("[\\w-]+");
    /** Groups of properties of the default stream, and of the whole bus: a stream of such a name could not be told from them. */
    private static final Set<String> RESERVED = Set.of("publish", "delivery", "kafka", "listener", "devservices",
            "health", "metrics", "tracing");

    private final Set<String> names = new TreeSet<>();
    /** Those that the configuration of a listener names. */
    private final Set<String> named = new TreeSet<>();

    private ConfiguredStreams() {}

    /**
     * What the build sees.
     *
     * @return the named streams
     */
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
     * Whether there is such a stream.
     *
     * @param name a stream's name
     * @return true for the default stream, and for named ones that are configured
     */
    public boolean isKnown(String name) {
        return EventStreamConfig.DEFAULT_STREAM.equals(name) || names.contains(name);
    }

    /**
     * Those that nothing uses: a slip of the pen, perhaps.
     *
     * @param used the names of those that the application uses
     * @return their names, sorted
     */
    Set<String> unused(Set<String> used) {
        Set<String> unused = new TreeSet<>(names);
        unused.removeAll(used);
        unused.removeAll(named);
        return unused;
    }

    /**
     * What to do about a name that is not known.
     *
     * @param name the name
     * @return a sentence
     */
    public String remedy(String name) {
        if (RESERVED.contains(name)) {
            return "\"" + name + "\" is a group of properties under quarkus.eventstream: choose another name";
        }
        String key = SIMPLE_KEY.matcher(name).matches() ? name : '"' + name + '"';
        return "Add quarkus.eventstream." + key + ".stream = kafka to application.properties"
                + (names.isEmpty() ? "" : ", or use one of " + names);
    }
}
