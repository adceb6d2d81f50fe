package io.quarkiverse.eventstream.runtime.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a name that survives in an environment variable: lower case, with a dot for all but letters and digits. */
public final class EnvironmentForm {

    private static final Pattern LOST = Pattern.compile("[^a-z0-9]");

    private EnvironmentForm() {}

    /** The form of a listener's id or a class name; the same for the original name and for that of an environment variable. */
    public static String of(String name) {
        return LOST.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(".");
    }
}
