package io.quarkiverse.eventstream.runtime.envelope;

/**
 * Finds the event's name in an encoded envelope without decoding it: one pass over the bytes, and nothing allocated.
 * <p>
 * It agrees with {@link EnvelopeReader} on every value that the reader accepts, or says that it can't tell. It is no validator:
 * a value in which it finds a name may still turn out undecodable. Once it has a name, it looks at the rest of the value only
 * for another one.
 */
public final class EventNameScanner {

    /** Only decoding can tell. Within, what a step returns instead of the next position. */
    public static final int UNCLEAR = -1;

    private EventNameScanner() {}

    /**
     * The top-level {@code name}; of several the last.
     *
     * @param value a record's value; may be null
     * @return where the name {@linkplain #start starts} and {@linkplain #end ends}, or {@link #UNCLEAR} if that takes a full decoding: there is none, it isn't a plain ASCII string, an escape hides
     *         it, or the value is no JSON object
     */
    public static long scan(byte[] value) {
        if (value == null) {
            return UNCLEAR;
        }
        int nameStart = UNCLEAR;
        int nameEnd = UNCLEAR;
        int at = token(value, 0, '{');
        boolean more = at >= 0 && token(value, at, '}') < 0;
        while (more) {
            int keyStart = token(value, at, '"');
            // An escape in a key could spell "name".
            int keyEnd = plainString(value, keyStart, false);
            at = space(value, token(value, keyEnd, ':'));
            if (isName(value, keyStart, keyEnd - 1)) {
                nameStart = token(value, at, '"');
                at = plainString(value, nameStart, true);
                nameEnd = at - 1;
                if (at >= 0 && RestOfObject.holdsNoName(value, at)) {
                    return place(nameStart, nameEnd);
                }
            } else {
                at = any(value, at);
            }
            int comma = token(value, at, ',');
            more = comma >= 0;
            at = more ? comma : at;
        }
        if (nameStart < 0 || space(value, token(value, at, '}')) != value.length) {
            return UNCLEAR;
        }
        return place(nameStart, nameEnd);
    }

    private static long place(int start, int end) {
        return (long) start << Integer.SIZE | end;
    }

    /**
     * Where a name that was found starts.
     *
     * @param name what {@link #scan} returned
     * @return the position of its first byte in the value
     */
    public static int start(long name) {
        return (int) (name >>> Integer.SIZE);
    }

    /**
     * Where a name that was found ends.
     *
     * @param name what {@link #scan} returned
     * @return the position after its last byte
     */
    public static int end(long name) {
        return (int) name;
    }

    private static boolean isName(byte[] value, int start, int end) {
        return end - start == 4 && value[start] == 'n' && value[start + 1] == 'a' && value[start + 2] == 'm'
                && value[start + 3] == 'e';
    }

    private static int any(byte[] value, int at) {
        if (at < 0 || at == value.length) {
            return UNCLEAR;
        }
        return switch (value[at]) {
            case '"' -> string(value, at + 1);
            case '{', '[' -> nested(value, at);
            default -> scalar(value, at);
        };
    }

    /** Goes past an object or array, counting brackets of both kinds alike: whether they match is for the reader to say. */
    private static int nested(byte[] value, int start) {
        int depth = 0;
        int at = start;
        while (at >= 0 && at < value.length) {
            byte b = value[at++];
            if (b == '"') {
                at = string(value, at);
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return at;
            }
        }
        return UNCLEAR;
    }

    private static int scalar(byte[] value, int start) {
        int at = start;
        while (at < value.length && isScalar(value[at])) {
            at++;
        }
        return at > start ? at : UNCLEAR;
    }

    private static boolean isScalar(byte b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    /** Goes past a string whose opening quote has been read. */
    private static int string(byte[] value, int start) {
        for (int at = start; at < value.length; at++) {
            byte b = value[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\') {
                at++;
            }
        }
        return UNCLEAR;
    }

    /** As {@link #string}, but unclear at an escape or control character, and where asked at what isn't ASCII. */
    private static int plainString(byte[] value, int start, boolean asciiOnly) {
        for (int at = start; at >= 0 && at < value.length; at++) {
            byte b = value[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\' || b >= 0 && b < ' ' || asciiOnly && b < 0) {
                return UNCLEAR;
            }
        }
        return UNCLEAR;
    }

    private static int token(byte[] value, int start, char expected) {
        int at = space(value, start);
        return at >= 0 && at < value.length && value[at] == expected ? at + 1 : UNCLEAR;
    }

    private static int space(byte[] value, int start) {
        int at = start;
        while (at >= 0 && at < value.length
                && (value[at] == ' ' || value[at] == '\n' || value[at] == '\r' || value[at] == '\t')) {
            at++;
        }
        return at;
    }
}
