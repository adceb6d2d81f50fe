package io.quarkiverse.eventstream.faults.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Simulates an outage of a dependency of all listeners: while a certain file exists, all invocations fail in all workers.
 * Thread-safe.
 */
final class Outage {

    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Optional<Path> file;
    private volatile long recheck = System.nanoTime();
    private volatile boolean now;

    Outage(Optional<String> file) {
        this.file = file.map(Path::of);
    }

    boolean isNow() {
        long time = System.nanoTime();
        if (file.isPresent() && time - recheck >= 0) {
            recheck = time + RECHECK_NANOS;
            now = Files.exists(file.get());
        }
        return now;
    }
}
