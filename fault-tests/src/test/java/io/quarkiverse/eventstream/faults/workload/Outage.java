package io.quarkiverse.eventstream.faults.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Simulates outages of a dependency of all listeners: during an outage, all invocations fail. */
final class Outage {

    private final Path file;

    /** Starts without an outage. */
    Outage() {
        try {
            file = Files.createTempFile("faults", ".away");
            file.toFile().deleteOnExit();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that workers check: {@code faults.listen.outage}. */
    String file() {
        return file.toString();
    }

    void begin() {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
