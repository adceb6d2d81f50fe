package io.quarkiverse.eventstream.runtime.envelope.scan;

/**
 * Checks encoding, which the JSON parser does not: where it only skips text, it misses overlong forms and surrogates. Reads ASCII eight
 * bytes at a time; {@code DecodeBenchmark.busEnvelopeOnly} includes this check of the whole value.
 */
public final class Utf8 {

    private Utf8() {}

    /**
     * The index of the first byte that isn't part of well-formed UTF-8, as the Unicode standard's table 3-7 defines it; -1 if there is
     * none.
     */
    public static int firstMalformed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            // Most text is ASCII.
            if (at <= bytes.length - Long.BYTES && !EightBytes.areMarked(EightBytes.beyondAscii(EightBytes.of(bytes, at)))) {
                at += Long.BYTES;
                continue;
            }
            int length = bytes[at] >= 0 ? 1 : sequence(bytes, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** The length of the sequence of several bytes that begins here, or 0 if it is malformed. */
    private static int sequence(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        int second = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        if (lead < 0xe0) {
            return isContinuation(second) ? 2 : 0;
        }
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        int length = lead < 0xf0 ? 3 : 4;
        if (second < least || second > most || at + length > bytes.length) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(bytes[at + i] & 0xff)) {
                return 0;
            }
        }
        return length;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xc0) == 0x80;
    }

    /** Whether text can be encoded: false if it contains half of a surrogate pair. */
    public static boolean isEncodable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isSurrogate(c)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
