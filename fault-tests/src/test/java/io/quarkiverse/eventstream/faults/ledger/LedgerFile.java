package io.quarkiverse.eventstream.faults.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.faults.worker.Entry;

/** The ledger of one worker, read while it grows. */
final class LedgerFile {

    private static final int CHUNK = 20_000 * Entry.SIZE;

    private final Path path;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long read;

    LedgerFile(Path path) {
        this.path = path;
    }

    /** Reads the complete entries since the last read. */
    void readOn(Consumer<Entry> entries) {
        int taken;
        do {
            taken = take(fill(), entries);
            read += taken;
        } while (taken == CHUNK);
    }

    /**
     * Reads the rest, after the worker has ended. If a kill interrupted a thread in the middle of an entry, that entry is missing, but a
     * few entries of other threads may follow it.
     */
    void readToEnd(Consumer<Entry> entries) {
        readOn(entries);
        int missing = missing(fill());
        while (missing > 0) {
            read += missing;
            readOn(entries);
            missing = missing(fill());
        }
        cut();
    }

    /** Takes the entries up to the first gap, and returns their size in bytes. */
    private int take(int length, Consumer<Entry> entries) {
        int position = 0;
        while (position + Entry.SIZE <= length) {
            Entry entry = Entry.read(buffer, position);
            if (entry == null) {
                return position;
            }
            entries.accept(entry);
            position += Entry.SIZE;
        }
        return position;
    }

    /** The size in bytes of the gap before the next entry; 0 if there is none. */
    private int missing(int length) {
        for (int position = 0; position + Entry.SIZE <= length; position += Entry.SIZE) {
            if (Entry.read(buffer, position) != null) {
                return position;
            }
        }
        return 0;
    }

    private int fill() {
        if (!Files.exists(path)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(read);
            return Math.max(0, file.read(buffer.array(), 0, CHUNK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Truncates the file, which had its maximum length, to the written entries. */
    private void cut() {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
