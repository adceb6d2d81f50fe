package io.quarkiverse.eventstream.faults.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.faults.worker.Entry;

/** The ledger of one worker, read as it grows. */
final class LedgerFile {

    private final Path path;
    private long read;

    LedgerFile(Path path) {
        this.path = path;
    }

    /** Reads what has come since the last time. A line that has no end yet is left for the next. */
    void readOn(Consumer<Entry> entries) {
        if (!Files.exists(path)) {
            return;
        }
        byte[] bytes = rest();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                entries.accept(Entry.parse(new String(bytes, begin, i - begin, StandardCharsets.UTF_8)));
                begin = i + 1;
            }
        }
        read += begin;
    }

    private byte[] rest() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - read)];
            file.seek(read);
            file.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
