package io.quarkiverse.eventstream.runtime.log;

import java.time.Duration;
import java.util.Locale;

/**
 * Durations for people, such as {@code 1m10s}.
 */
public final class DurationText {

    private DurationText() {}

    /**
     * In whole seconds.
     *
     * @return hours, minutes and seconds, as far as there are any
     */
    public static String of(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /**
     * The time that has passed, in whole seconds.
     *
     * @return hours, minutes and seconds, as far as there are any
     */
    public static String since(long nanoTime) {
        return of(Duration.ofNanos(System.nanoTime() - nanoTime));
    }
}
