package io.quarkiverse.eventstream.runtime.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is left of a name when an environment variable has carried it: lower case, and a dot for all but letters and digits.
 */
public final class EnvironmentForm {

    private static final Pattern LOST = Pattern.compile("[^a-z0-9]");

    private EnvironmentForm() {}

    /**
     * The form of a name.
     *
     * @param name a listener's id, or the name of a class
     * @return the same for the name as it is and for what an environment variable says of it
     */
    public static String of(String name) {
        return LOST.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(".");
    }
}
