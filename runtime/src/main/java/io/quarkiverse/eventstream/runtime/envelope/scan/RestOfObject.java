package io.quarkiverse.eventstream.runtime.envelope.scan;

import java.util.Arrays;

/**
 * Rules out, eight bytes at a time, that the rest of an envelope has a second name. {@code NameScanBenchmark.bus} shows the gain
 * where the name comes first.
 */
final class RestOfObject {

    private static final byte[] KEY = {'"', 'n', 'a', 'm', 'e', '"'};
    /** From the n of the key to its last quote. */
    private static final int TO_QUOTE = KEY.length - 2;
    /** The bytes of a step; each step also reads the bytes that are as far behind them as the quote. */
    private static final int STEP = 2 * Long.BYTES;

    private RestOfObject() {}

    /**
     * Whether a key {@code name} can be ruled out, at any depth: true if the rest ends an object, has no such key, and no escape that could
     * spell one; false if only a parser can decide.
     *
     * @param to where the object ends, exclusive
     */
    static boolean holdsNoName(byte[] bytes, int from, int to) {
        if (!endsObject(bytes, from, to)) {
            return false;
        }
        int at = from;
        for (; at <= to - STEP - TO_QUOTE; at += STEP) {
            long marks = suspicious(bytes, at) | suspicious(bytes, at + Long.BYTES);
            if (EightBytes.areMarked(marks) && holdsNameOrBackslash(bytes, at, at + STEP, to)) {
                return false;
            }
        }
        return !holdsNameOrBackslash(bytes, at, to, to);
    }

    /** Marks each n with a quote where the key would have one, and each backslash. */
    private static long suspicious(byte[] bytes, int at) {
        long here = EightBytes.of(bytes, at);
        long there = EightBytes.of(bytes, at + TO_QUOTE);
        return EightBytes.zeros(here ^ EightBytes.all('n') | there ^ EightBytes.all('"')) | EightBytes.equal(here, '\\');
    }

    private static boolean endsObject(byte[] bytes, int from, int to) {
        int last = to - 1;
        while (last > from && (bytes[last] == ' ' || bytes[last] == '\n' || bytes[last] == '\r' || bytes[last] == '\t')) {
            last--;
        }
        return last >= from && bytes[last] == '}';
    }

    /** Whether there is a backslash, or the first letter of the key, from one index up to another. */
    private static boolean holdsNameOrBackslash(byte[] bytes, int from, int before, int to) {
        for (int at = from; at < before; at++) {
            if (bytes[at] == '\\' || bytes[at] == 'n' && isKey(bytes, at - 1, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(byte[] bytes, int start, int to) {
        return start + KEY.length <= to && Arrays.equals(bytes, start, start + KEY.length, KEY, 0, KEY.length);
    }
}
