package io.quarkiverse.eventstream.faults.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether something that all listeners depend on is away: while a certain file is there, all calls fail in all workers. Safe for use by
 * several threads.
 */
final class Outage {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Optional<Path> file;
    private volatile long lookAgain = System.nanoTime();
    private volatile boolean now;

    Outage(Optional<String> file) {
        this.file = file.map(Path::of);
    }

    boolean isNow() {
        long time = System.nanoTime();
        if (file.isPresent() && time - lookAgain >= 0) {
            lookAgain = time + LOOK_NANOS;
            now = Files.exists(file.get());
        }
        return now;
    }
}
