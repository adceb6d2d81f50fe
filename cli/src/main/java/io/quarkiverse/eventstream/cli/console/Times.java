package io.quarkiverse.eventstream.cli.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as options have them. */
public final class Times {

    private Times() {}

    /**
     * Parses a time such as {@code 2026-11-24T06:00:00Z}, or an age such as {@code -1h}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Instant parse(String text, Instant now) {
        try {
            return text.startsWith("-")
                    ? now.minus(Durations.parse(text.substring(1)))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a time: \"" + text + "\"", e);
        }
    }
}
