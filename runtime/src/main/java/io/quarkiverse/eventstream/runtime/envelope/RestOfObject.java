package io.quarkiverse.eventstream.runtime.envelope;

/**
 * Tells quickly, eight bytes at a time, that what follows the name of an event names it no second time.
 */
final class RestOfObject {

    private static final byte[] KEY = {'"', 'n', 'a', 'm', 'e', '"'};
    private static final long QUOTES = EightBytes.all('"');
    private static final long NS = EightBytes.all('n');
    private static final long BACKSLASHES = EightBytes.all('\\');
    /** What is read for eight bytes: a key may begin at each of them. */
    private static final int READ = 8 + KEY.length - 1;

    private RestOfObject() {}

    /**
     * Whether a key {@code name} can be ruled out, at any depth.
     *
     * @param value an object, of which the beginning was understood
     * @param from where the rest begins
     * @return true if the rest ends an object, holds no such key, and no escape that could spell one; false if only a closer look
     *         can tell
     */
    static boolean holdsNoName(byte[] value, int from) {
        if (!endsObject(value)) {
            return false;
        }
        int at = from;
        for (; at <= value.length - READ; at += 8) {
            long here = EightBytes.of(value, at);
            long next = EightBytes.of(value, at + 1);
            long end = EightBytes.of(value, at + KEY.length - 1);
            // A byte is zero where a key of four letters begins with an n; or where there is a backslash.
            long key = here ^ QUOTES | next ^ NS | end ^ QUOTES;
            if (EightBytes.holdZero(key) && holdsKey(value, at, at + 8) || EightBytes.holdZero(here ^ BACKSLASHES)) {
                return false;
            }
        }
        return !holdsKey(value, at, value.length) && !holdsBackslash(value, at);
    }

    private static boolean endsObject(byte[] value) {
        int last = value.length - 1;
        while (last > 0 && (value[last] == ' ' || value[last] == '\n' || value[last] == '\r' || value[last] == '\t')) {
            last--;
        }
        return last >= 0 && value[last] == '}';
    }

    /** Whether the key begins at one of the places. */
    private static boolean holdsKey(byte[] value, int from, int to) {
        for (int start = from; start < to; start++) {
            if (isKey(value, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(byte[] value, int start) {
        if (start + KEY.length > value.length) {
            return false;
        }
        for (int i = 0; i < KEY.length; i++) {
            if (value[start + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsBackslash(byte[] value, int from) {
        for (int at = from; at < value.length; at++) {
            if (value[at] == '\\') {
                return true;
            }
        }
        return false;
    }
}
