package io.quarkiverse.eventstream.runtime.log;

/**
 * Escapes and truncates untrusted text of records, payloads and callers for one line of a log. The result can't end the line, control a
 * terminal, reverse the writing direction, or fill the disk.
 */
public final class UntrustedText {

    /** The default of the maximum length, in characters. */
    public static final int DEFAULT_LENGTH = 100;

    private static final char ELLIPSIS = '…';

    private UntrustedText() {}

    /**
     * Escapes a text and truncates it to {@link #DEFAULT_LENGTH}.
     *
     * @param text any text; null becomes {@code null}
     */
    public static String of(String text) {
        return of(text, DEFAULT_LENGTH);
    }

    /**
     * Escapes and truncates a text. Control and format characters, line separators and unpaired surrogates are written as {@code \n} or
     * {@code \\u001b}; all other characters are unchanged.
     *
     * @param text any text; null becomes {@code null}
     * @param maxLength the maximum length of the result, in characters, at least 1; a truncated text ends with an ellipsis
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
            // Before the end, there must be room for an ellipsis.
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
     * Whether no character needs an escape.
     *
     * @return true if {@link #of} changes nothing but the length
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
