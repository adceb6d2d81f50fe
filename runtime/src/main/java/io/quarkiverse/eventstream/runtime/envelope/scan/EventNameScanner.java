package io.quarkiverse.eventstream.runtime.envelope.scan;

/**
 * Finds the event's name in an encoded envelope without decoding it: one pass over the bytes, without allocation, which is why the result
 * is packed into a number. {@code NameScanBenchmark.bus} compares it with Jackson's parser.
 * <p>
 * It agrees with the {@code EnvelopeReader} on every value that the reader accepts, or returns {@link #UNCLEAR}. It is no validator: a
 * value in which it finds a name may still turn out undecodable. Once it has a name, it searches the rest of the value only for another
 * one.
 */
public final class EventNameScanner {

    /** Only decoding finds the name. Within this class: what a step returns instead of the next index. */
    public static final int UNCLEAR = -1;

    private EventNameScanner() {}

    /**
     * The range of the top-level {@code name}; of several, of the last: where it {@linkplain #start starts} and {@linkplain #end ends}.
     * {@link #UNCLEAR} if only decoding finds it: there is none, it isn't a plain ASCII string, an escape hides it, or the value is no JSON
     * object.
     *
     * @param to where it ends, exclusive
     */
    public static long scan(byte[] bytes, int from, int to) {
        int nameStart = UNCLEAR;
        int nameEnd = UNCLEAR;
        int at = token(bytes, from, to, '{');
        boolean more = at >= 0 && token(bytes, at, to, '}') < 0;
        while (more) {
            int keyStart = token(bytes, at, to, '"');
            // An escape in a key could spell "name".
            int keyEnd = plainString(bytes, keyStart, to, false);
            at = space(bytes, token(bytes, keyEnd, to, ':'), to);
            if (isName(bytes, keyStart, keyEnd - 1)) {
                nameStart = token(bytes, at, to, '"');
                at = plainString(bytes, nameStart, to, true);
                nameEnd = at - 1;
                if (at >= 0 && RestOfObject.holdsNoName(bytes, at, to)) {
                    return range(nameStart, nameEnd);
                }
            } else {
                at = any(bytes, at, to);
            }
            int comma = token(bytes, at, to, ',');
            more = comma >= 0;
            at = more ? comma : at;
        }
        if (nameStart < 0 || space(bytes, token(bytes, at, to, '}'), to) != to) {
            return UNCLEAR;
        }
        return range(nameStart, nameEnd);
    }

    private static long range(int start, int end) {
        return (long) start << Integer.SIZE | end;
    }

    /** The index of the first byte of a name that {@link #scan} found. */
    public static int start(long name) {
        return (int) (name >>> Integer.SIZE);
    }

    /** The index after the last byte of a name that {@link #scan} found. */
    public static int end(long name) {
        return (int) name;
    }

    private static boolean isName(byte[] bytes, int start, int end) {
        return end - start == 4 && bytes[start] == 'n' && bytes[start + 1] == 'a' && bytes[start + 2] == 'm'
                && bytes[start + 3] == 'e';
    }

    private static int any(byte[] bytes, int at, int to) {
        if (at < 0 || at == to) {
            return UNCLEAR;
        }
        return switch (bytes[at]) {
            case '"' -> string(bytes, at + 1, to);
            case '{', '[' -> nested(bytes, at, to);
            default -> scalar(bytes, at, to);
        };
    }

    /** Goes past an object or array, counting brackets of both kinds together: the reader checks whether they match. */
    private static int nested(byte[] bytes, int start, int to) {
        int depth = 0;
        int at = start;
        while (at >= 0 && at < to) {
            byte b = bytes[at++];
            if (b == '"') {
                at = string(bytes, at, to);
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return at;
            }
        }
        return UNCLEAR;
    }

    private static int scalar(byte[] bytes, int start, int to) {
        int at = start;
        while (at < to && isScalar(bytes[at])) {
            at++;
        }
        return at > start ? at : UNCLEAR;
    }

    private static boolean isScalar(byte b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    /** Goes past a string whose opening quote has been read. */
    private static int string(byte[] bytes, int start, int to) {
        int at = special(bytes, start, to, false, false);
        while (at < to && bytes[at] == '\\') {
            at = special(bytes, at + 2, to, false, false);
        }
        return at < to ? at + 1 : UNCLEAR;
    }

    /** As {@link #string}, but unclear at an escape or control character, and on request at any character that isn't ASCII. */
    private static int plainString(byte[] bytes, int start, int to, boolean asciiOnly) {
        if (start < 0) {
            return UNCLEAR;
        }
        int at = special(bytes, start, to, true, asciiOnly);
        return at < to && bytes[at] == '"' ? at + 1 : UNCLEAR;
    }

    /**
     * The index of the next quote, backslash or other special byte; the end or beyond if there is none.
     *
     * @param asciiOnly whether characters that aren't ASCII are special, too
     */
    private static int special(byte[] bytes, int start, int to, boolean controls, boolean asciiOnly) {
        int at = start;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = EightBytes.of(bytes, at);
            long marks = EightBytes.equal(eight, '"') | EightBytes.equal(eight, '\\')
                    | (controls ? EightBytes.below(eight, ' ') : 0) | (asciiOnly ? EightBytes.beyondAscii(eight) : 0);
            if (EightBytes.areMarked(marks)) {
                return at + EightBytes.first(marks);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\' && !(controls && bytes[at] >= 0 && bytes[at] < ' ')
                && !(asciiOnly && bytes[at] < 0)) {
            at++;
        }
        return at;
    }

    private static int token(byte[] bytes, int start, int to, char expected) {
        int at = space(bytes, start, to);
        return at >= 0 && at < to && bytes[at] == expected ? at + 1 : UNCLEAR;
    }

    private static int space(byte[] bytes, int start, int to) {
        int at = start;
        while (at >= 0 && at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
