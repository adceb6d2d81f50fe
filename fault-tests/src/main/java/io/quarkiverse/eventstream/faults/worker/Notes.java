package io.quarkiverse.eventstream.faults.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * The notes of a worker, in a text file next to its ledger: why publications failed, and which threads are leaked. Bounded, because thousands
 * of publications may fail for one reason. Thread-safe.
 */
public final class Notes {

    private static final int MAX_NOTES = 1_000;

    private final AtomicInteger count = new AtomicInteger();
    private final FileOutputStream file;

    Notes(String ledger) throws IOException {
        file = new FileOutputStream(of(ledger).toFile(), true);
    }

    private static Path of(String ledger) {
        return Path.of(ledger + ".notes");
    }

    void add(Kind kind, String text) {
        if (text.isEmpty() || count.getAndIncrement() >= MAX_NOTES) {
            return;
        }
        try {
            file.write((kind + " " + text.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the notes about one kind of entries.
     *
     * @return in order; empty if there are none
     */
    public static List<String> read(Path ledger, Kind kind) {
        try {
            Path notes = of(ledger.toString());
            return !Files.exists(notes)
                    ? List.of()
                    : Files.readAllLines(notes).stream().filter(line -> line.startsWith(kind + " "))
                            .map(line -> line.substring(kind.name().length() + 1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
