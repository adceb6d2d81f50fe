package io.quarkiverse.eventstream.runtime.envelope.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares eight bytes at once, as one number. {@code NameScanBenchmark.bus} and {@code EncodeBenchmark.bus} pay for it.
 */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = ONES << 7;

    private EightBytes() {}

    /** The bytes from an index on, which must not be among the last seven of the array. */
    static long of(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The same byte, eight times. */
    static long all(char b) {
        return ONES * b;
    }

    /** Marks bytes that are zero; see "Bit Twiddling Hacks" by Sean Eron Anderson. */
    static long zeros(long bytes) {
        return bytes - ONES & ~bytes;
    }

    /** Marks bytes that are an ASCII character. */
    static long equal(long bytes, char c) {
        return zeros(bytes ^ all(c));
    }

    /** Marks bytes that are less than an ASCII character. */
    static long below(long bytes, char bound) {
        return bytes - all(bound) & ~bytes;
    }

    /** Marks bytes that are not ASCII. */
    static long beyondAscii(long bytes) {
        return bytes;
    }

    /** Whether there is a mark. Marks of several kinds, and of several numbers, can be combined with a bitwise or. */
    static boolean areMarked(long marks) {
        return (marks & TOPS) != 0;
    }

    /** The index of the first mark, from 0 to 7. There must be one; marks after the first may be wrong. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks & TOPS) / Byte.SIZE;
    }
}
