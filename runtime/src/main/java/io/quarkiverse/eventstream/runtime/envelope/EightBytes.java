package io.quarkiverse.eventstream.runtime.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at once, as one number. */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = ONES << 7;

    private EightBytes() {}

    /** The bytes from a position on, which must not be among the last seven of the array. */
    static long of(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The same byte, eight times. */
    static long all(char b) {
        return ONES * b;
    }

    /** Whether any of the bytes is zero; see "Bit Twiddling Hacks" by Sean Eron Anderson. */
    static boolean holdZero(long bytes) {
        return (bytes - ONES & ~bytes & TOPS) != 0;
    }

    /** Whether all of the bytes are ASCII. */
    static boolean areAscii(long bytes) {
        return (bytes & TOPS) == 0;
    }
}
