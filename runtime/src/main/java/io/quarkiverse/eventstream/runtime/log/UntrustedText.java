package io.quarkiverse.eventstream.runtime.log;

/**
 * Makes text that came from elsewhere (a record, a payload, a caller) fit for one line of a log: it can neither end the line,
 * nor steer a terminal, nor turn the writing direction, nor fill the disk.
 */
public final class UntrustedText {

    /** As many characters as a value shows in a message, unless it says otherwise. */
    public static final int DEFAULT_LENGTH = 100;

    private static final char ELLIPSIS = '…';

    private UntrustedText() {}

    /**
     * Escapes and cuts to {@link #DEFAULT_LENGTH}.
     *
     * @param text any text; null reads {@code null}
     */
    public static String of(String text) {
        return of(text, DEFAULT_LENGTH);
    }

    /**
     * Escapes and cuts. Control and format characters, line separators and halves of surrogate pairs are written as
     * {@code \n} or {@code \\u001b}; all else stays as it is.
     *
     * @param text any text; null reads {@code null}
     * @param maxLength the most characters of the result, at least 1; what is longer is cut and ends in an ellipsis
     */
    public static String of(String text, int maxLength) {
        if (text == null) {
            return "null";
        }
        StringBuilder result = new StringBuilder(Math.min(text.length(), maxLength));
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            String shown = isPlain(character) ? null : escape(character);
            int length = shown == null ? Character.charCount(character) : shown.length();
            at += Character.charCount(character);
            // What is not the end needs room for the ellipsis as well.
            int room = maxLength - result.length() - (at < text.length() ? 1 : 0);
            if (length > room) {
                return result.append(ELLIPSIS).toString();
            }
            if (shown == null) {
                result.appendCodePoint(character);
            } else {
                result.append(shown);
            }
        }
        return result.toString();
    }

    /**
     * Whether {@link #of} would leave every character as it is.
     *
     * @return true if nothing needs an escape, whatever the length
     */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(UntrustedText::isPlain);
    }

    private static boolean isPlain(int character) {
        if (character >= ' ' && character < 0x7f) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isBmpCodePoint(character)
                    ? String.format("\\u%04x", character)
                    : String.format("\\u%04x\\u%04x", (int) Character.highSurrogate(character),
                            (int) Character.lowSurrogate(character));
        };
    }
}
