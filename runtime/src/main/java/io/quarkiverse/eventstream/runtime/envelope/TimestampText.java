package io.quarkiverse.eventstream.runtime.envelope;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * The timestamps of envelopes: RFC 3339. Not the JDK's formats, which are ISO 8601, and allow both more and less; and {@code EncodeBenchmark}
 * and {@code DecodeBenchmark} include it.
 */
final class TimestampText {

    private static final long FIRST = LocalDate.of(0, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final long BEYOND = LocalDate.of(10_000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final int SECONDS_A_DAY = 86_400;

    /** The last that was written: events of the same second share it. Any thread may replace it. */
    private static volatile Second lastWritten = new Second(0, text(0));

    private record Second(long second, String text) {}

    private TimestampText() {}

    /** Whether RFC 3339 has it: its years have four digits. */
    static boolean isWritable(Instant instant) {
        return instant.getEpochSecond() >= FIRST && instant.getEpochSecond() < BEYOND;
    }

    /** The instant in UTC, cut to whole seconds; one that isn't {@link #isWritable} in ISO 8601. */
    static String write(Instant instant) {
        if (!isWritable(instant)) {
            return instant.toString();
        }
        long second = instant.getEpochSecond();
        Second last = lastWritten;
        if (last.second() != second) {
            last = new Second(second, text(second));
            lastWritten = last;
        }
        return last.text();
    }

    /** As {@link #write}, with the fraction of a second if it has one, without trailing zeros. */
    static String writeExactly(Instant instant) {
        int nanos = instant.getNano();
        if (nanos == 0 || !isWritable(instant)) {
            return write(instant);
        }
        char[] fraction = ".000000000".toCharArray();
        digits(fraction, 1, 9, nanos);
        int length = fraction.length;
        while (fraction[length - 1] == '0') {
            length--;
        }
        String second = write(instant);
        return second.substring(0, second.length() - 1) + new String(fraction, 0, length) + "Z";
    }

    private static String text(long second) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
        int ofDay = Math.floorMod(second, SECONDS_A_DAY);
        char[] text = "0000-00-00T00:00:00Z".toCharArray();
        digits(text, 0, 4, date.getYear());
        digits(text, 5, 2, date.getMonthValue());
        digits(text, 8, 2, date.getDayOfMonth());
        digits(text, 11, 2, ofDay / 3600);
        digits(text, 14, 2, ofDay / 60 % 60);
        digits(text, 17, 2, ofDay % 60);
        return new String(text);
    }

    private static void digits(char[] text, int start, int count, int number) {
        int rest = number;
        for (int at = start + count - 1; at >= start; at--) {
            text[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Reads a date-time of RFC 3339 with any offset and fraction; of the fraction nine digits count. A leap second reads as the
     * second before it, as the JDK has it.
     *
     * @return null if it is anything else
     */
    static Instant read(String text) {
        if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(7) != '-' || "Tt".indexOf(text.charAt(10)) < 0
                || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()
                || !isTime(hour, minute) || second < 0 || second > 60) {
            return null;
        }
        int at = 19;
        long nanos = 0;
        if (text.charAt(at) == '.') {
            int start = ++at;
            for (long unit = 100_000_000; at < text.length() && isDigit(text.charAt(at)); at++, unit /= 10) {
                nanos += unit * (text.charAt(at) - '0');
            }
            if (at == start) {
                return null;
            }
        }
        Integer offset = offset(text, at);
        if (offset == null) {
            return null;
        }
        long local = LocalDate.of(year, month, day).getLong(ChronoField.EPOCH_DAY) * SECONDS_A_DAY + hour * 3600L + minute * 60L
                + Math.min(second, 59);
        return Instant.ofEpochSecond(local - offset, nanos);
    }

    /** The offset from UTC in seconds, which must end the text; null if it isn't one. */
    private static Integer offset(String text, int at) {
        int length = text.length() - at;
        if (length == 1 && "Zz".indexOf(text.charAt(at)) >= 0) {
            return 0;
        }
        if (length != 6 || "+-".indexOf(text.charAt(at)) < 0 || text.charAt(at + 3) != ':') {
            return null;
        }
        int hour = number(text, at + 1, 2);
        int minute = number(text, at + 4, 2);
        if (!isTime(hour, minute)) {
            return null;
        }
        int seconds = hour * 3600 + minute * 60;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    private static boolean isTime(int hour, int minute) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
    }

    /** The number that a run of digits makes, or -1 if one of them isn't a digit. */
    private static int number(String text, int start, int count) {
        int number = 0;
        for (int at = start; at < start + count; at++) {
            if (!isDigit(text.charAt(at))) {
                return -1;
            }
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
