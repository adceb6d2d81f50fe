package io.quarkiverse.eventstream.runtime.log;

import java.time.Duration;
import java.util.Locale;

/**
 * Formats durations for messages, such as {@code 1m10s}.
 */
public final class DurationText {

    private DurationText() {}

    /**
     * In whole seconds.
     *
     * @return hours, minutes and seconds, without those that are zero
     */
    public static String of(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /**
     * The time since a {@link System#nanoTime}, in whole seconds.
     *
     * @return hours, minutes and seconds, without those that are zero
     */
    public static String since(long nanoTime) {
        return of(Duration.ofNanos(System.nanoTime() - nanoTime));
    }
}
