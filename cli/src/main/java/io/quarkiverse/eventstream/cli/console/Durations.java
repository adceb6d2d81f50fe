package io.quarkiverse.eventstream.cli.console;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as Quarkus's configuration has them. */
public final class Durations {

    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}ms");
    private static final Pattern DAYS = Pattern.compile("\\d{1,7}d");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private Durations() {}

    /**
     * Parses a duration such as {@code 500ms}, {@code 10} (seconds), {@code 1h30m}, {@code 2d} or {@code PT10S}.
     *
     * @throws IllegalArgumentException if it is none; the message has the remedy
     */
    public static Duration parse(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (MILLIS.matcher(value).matches()) {
                return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
            }
            if (DAYS.matcher(value).matches()) {
                return Duration.ofDays(Long.parseLong(value.substring(0, value.length() - 1)));
            }
            if (SECONDS.matcher(value).matches()) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            return Duration.parse(value.startsWith("p") ? value : "PT" + value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration: \"" + text + "\". Write it as 500ms, 10s, 1h30m or 2d", e);
        }
    }
}
