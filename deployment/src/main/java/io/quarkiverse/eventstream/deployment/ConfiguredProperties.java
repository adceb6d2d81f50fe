package io.quarkiverse.eventstream.deployment;

import java.util.HashSet;
import java.util.Set;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * The properties that the build knows, for <code>${…}</code> in attributes of annotations: each must name a property that is known at build
 * time, or have a default.
 */
public final class ConfiguredProperties {

    private final Set<String> known = new HashSet<>();

    private ConfiguredProperties() {}

    public static ConfiguredProperties ofBuild() {
        ConfiguredProperties properties = new ConfiguredProperties();
        ConfigProvider.getConfig().getPropertyNames().forEach(properties.known::add);
        return properties;
    }

    /** The unknown properties that a text needs. */
    public Set<String> unknownIn(String text) {
        Set<String> unknown = new HashSet<>();
        Expressions.compile(text).evaluate((context, out) -> {
            if (known.contains(context.getKey())) {
                return;
            }
            if (context.hasDefault()) {
                context.expandDefault();
            } else if (ConfigProvider.getConfig().getConfigValue(context.getKey()).getValue() == null) {
                // The name of an environment variable differs from that of its property.
                unknown.add(context.getKey());
            }
        });
        return unknown;
    }

    public static String rule(String property, String attribute, String text) {
        return "must name a property that is configured, not \"" + property + "\" as in " + attribute + " = \"" + text + "\"";
    }

    public static String remedy(String property) {
        return "Add " + property + " = … to application.properties, be it from a variable: " + property
                + " = ${SOME_VARIABLE}; or give it a default: ${" + property + ":…}";
    }
}
