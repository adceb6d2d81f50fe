package io.quarkiverse.eventstream.runtime.envelope.scan;

/**
 * Finds escaped surrogates in encoded JSON, eight bytes at a time. Jackson writes half of a surrogate pair as an escape, and refuses to
 * read one in a key; a value without such an escape need not be parsed to know that it can be read. {@code EncodeBenchmark.bus} includes
 * this search.
 */
public final class SurrogateEscapes {

    private SurrogateEscapes() {}

    /** Whether a value may contain an escaped surrogate; parsing tells for certain. */
    public static boolean mayBeIn(byte[] value) {
        for (int i = 0; i < value.length - 2; i++) {
            while (i < value.length - 2 - Long.BYTES
                    && !EightBytes.areMarked(EightBytes.equal(EightBytes.of(value, i), '\\'))) {
                i += Long.BYTES;
            }
            if (value[i] == '\\' && value[i + 1] == 'u' && value[i + 2] == 'D') {
                return true;
            }
        }
        return false;
    }
}
