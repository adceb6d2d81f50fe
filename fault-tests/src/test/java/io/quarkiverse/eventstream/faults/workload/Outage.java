package io.quarkiverse.eventstream.faults.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something that all listeners depend on, and that may be away: then all calls fail. */
final class Outage {

    private final Path file;

    /** It is there. */
    Outage() {
        try {
            file = Files.createTempFile("faults", ".away");
            file.toFile().deleteOnExit();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that workers look for: {@code faults.listen.outage}. */
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
