package io.quarkiverse.eventstream.runtime.config;

import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

/** The log categories that users have configured. */
public final class LogCategories {

    private static final String KEY = "quarkus.log.category.\"";
    /** The ordinal of {@code microprofile-config.properties}; defaults of extensions have lower ordinals. */
    private static final int LOWEST_ORDINAL_OF_USERS = 100;

    private LogCategories() {}

    /** Whether the user, as opposed to an extension, has configured a category whose name begins with the prefix. */
    public static boolean areConfigured(Config properties, String prefix) {
        return StreamSupport.stream(properties.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(KEY + prefix))
                .anyMatch(name -> properties.getConfigValue(name).getSourceOrdinal() >= LOWEST_ORDINAL_OF_USERS);
    }
}
