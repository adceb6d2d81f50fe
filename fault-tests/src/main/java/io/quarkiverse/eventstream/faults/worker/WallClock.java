package io.quarkiverse.eventstream.faults.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;

/**
 * A wall clock whose steps the suite controls: the system's clock plus an offset that a file holds. Only Kafka's clients use it, in a
 * worker whose clients the suite has instrumented.
 */
public final class WallClock {

    /** The system property that names the file; no configuration, because the application does not use it. */
    public static final String FILE = "wall-clock.file";

    private static final ByteBuffer STEP = map(System.getProperty(FILE));

    private WallClock() {}

    private static ByteBuffer map(String path) {
        if (path == null) {
            return ByteBuffer.allocate(Long.BYTES);
        }
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            return file.getChannel().map(MapMode.READ_WRITE, 0, Long.BYTES).order(ByteOrder.BIG_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The time of day.
     *
     * @return in milliseconds since 1970
     */
    public static long millis() {
        return System.currentTimeMillis() + STEP.getLong(0);
    }
}
