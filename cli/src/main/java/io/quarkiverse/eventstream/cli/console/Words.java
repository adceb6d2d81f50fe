package io.quarkiverse.eventstream.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, times and failures as the commands write them for people. */
public final class Words {

    private static final long KILO = 1024;

    private Words() {}

    /** Such as {@code 1 record} and {@code 2 records}. */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Such as {@code 1.5 KB}, with 1,024 bytes in a KB. */
    public static String size(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        String unit = bytes < KILO * KILO ? "KB" : "MB";
        double value = (double) bytes / (bytes < KILO * KILO ? KILO : KILO * KILO);
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    /** In whole seconds, and UTC; null for null. */
    public static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Roughly, such as {@code 3d 4h}, {@code 2h 10m} or {@code 12s}. */
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds >= 86_400) {
            return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
        }
        if (seconds >= 3600) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
    }
}
