package io.quarkiverse.eventstream.deployment.channels;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The configuration of channels at build time, in the profile of the build.
 */
final class ConfiguredChannels {

    private static final Pattern CONNECTOR = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\..+\\.connector"
            + "|MP_MESSAGING_(INCOMING|OUTGOING)_.+_CONNECTOR");
    private static final Pattern STREAM = Pattern.compile("mp\\.messaging\\.(incoming|outgoing|connector)\\..+\\.stream"
            + "|MP_MESSAGING_(INCOMING|OUTGOING|CONNECTOR)_.+_STREAM");

    private ConfiguredChannels() {}

    /** The connectors that channels have. */
    static Set<String> connectors() {
        return values(CONNECTOR);
    }

    /** The streams that channels name. */
    static Set<String> streams() {
        return values(STREAM);
    }

    /** The connector of a channel; empty if it is not configured yet. */
    static String connector(String direction, String channel) {
        String name = channel.contains(".") ? '"' + channel + '"' : channel;
        return ConfigProvider.getConfig()
                .getOptionalValue("mp.messaging." + direction + "." + name + ".connector", String.class).orElse("");
    }

    private static Set<String> values(Pattern properties) {
        Config config = ConfigProvider.getConfig();
        Set<String> values = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            if (properties.matcher(property).matches()) {
                config.getOptionalValue(property, String.class).ifPresent(values::add);
            }
        }
        return values;
    }
}
