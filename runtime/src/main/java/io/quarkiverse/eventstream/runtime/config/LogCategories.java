package io.quarkiverse.eventstream.runtime.config;

import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

/**
 * What users say of categories of the log.
 */
public final class LogCategories {

    private static final String KEY = "quarkus.log.category.\"";
    /** Of {@code microprofile-config.properties}, the least that a user may write in; extensions' defaults are below. */
    private static final int LOWEST_OF_USERS = 100;

    private LogCategories() {}

    /**
     * Whether the user has configured something of categories, as opposed to defaults of extensions.
     *
     * @param properties all that is configured
     * @param beginning what the names of the categories begin with
     * @return true if so
     */
    public static boolean areConfigured(Config properties, String beginning) {
        return StreamSupport.stream(properties.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(KEY + beginning))
                .anyMatch(name -> properties.getConfigValue(name).getSourceOrdinal() >= LOWEST_OF_USERS);
    }
}
