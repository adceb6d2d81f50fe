package io.quarkiverse.eventstream.deployment.listener;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The build-time view of the configuration of listeners under {@code quarkus.eventstream.listener}. The build does not check attributes
 * that the configuration overrides, because they may change until the application starts.
 */
final class ListenerOverrides {

    private static final String PREFIX = "quarkus.eventstream.listener.";

    /** The properties, by their names without characters that environment variables cannot express. */
    private final Map<String, String> properties = new HashMap<>();

    private ListenerOverrides() {}

    static ListenerOverrides ofBuild() {
        ListenerOverrides overrides = new ListenerOverrides();
        Config config = ConfigProvider.getConfig();
        for (String name : config.getPropertyNames()) {
            if (plain(name).startsWith(PREFIX)) {
                overrides.properties.put(plain(name), config.getConfigValue(name).getValue());
            }
        }
        return overrides;
    }

    boolean isDisabled(OnEventBuildItem listener) {
        return "false".equals(properties.get(key(listener, "enabled")));
    }

    /** An attribute of a listener, if the configuration has it. */
    Optional<String> value(OnEventBuildItem listener, String attribute) {
        return Optional.ofNullable(properties.get(key(listener, attribute)));
    }

    /** Whether the configuration has one of the attributes of a listener, or disables it. */
    boolean has(OnEventBuildItem listener, String... attributes) {
        return isDisabled(listener)
                || Stream.of(attributes).anyMatch(attribute -> properties.containsKey(key(listener, attribute)));
    }

    private static String key(OnEventBuildItem listener, String attribute) {
        return plain(PREFIX + listener.id() + "." + attribute);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
    }
}
