package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;

/**
 * When the relay looks for new records: at once after a commit, but for a fifth of the time at most, and from time to time. Confined to the thread
 * of the relay, except for {@link #committed}.
 */
final class FetchSchedule {

    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    /** Without other instances, which do not wake this one, nothing is to be expected. */
    private static final long ALONE = Duration.ofSeconds(2).toNanos();
    /** While other instances store records. */
    private static final long ACTIVE = Duration.ofMillis(25).toNanos();
    private static final long CALM = Duration.ofSeconds(5).toNanos();
    /** The pause after a fetch, as a multiple of the time that it took: under load, one fetch finds the records of many commits. */
    private static final int PAUSES = 4;
    private static final long LONGEST_PAUSE = Duration.ofMillis(20).toNanos();

    private volatile boolean committed;
    private long began;
    private long earliest = System.nanoTime();
    private long next = System.nanoTime();
    private long lastFound = System.nanoTime() - CALM;

    /** Records were committed. On any thread. Returns whether the relay does not know that there are some. */
    boolean committed() {
        boolean known = committed;
        committed = true;
        return !known;
    }

    /** Looks at once. */
    void restart() {
        next = System.nanoTime();
    }

    boolean isDue() {
        return nanosToWait() <= 0;
    }

    long nanosToWait() {
        long now = System.nanoTime();
        return (committed ? Math.min(earliest, next) : next) - now;
    }

    /** A fetch begins. Records that are committed from now on are those of the next one. */
    void begin() {
        committed = false;
        began = System.nanoTime();
    }

    /** @param shared whether there are other instances */
    void end(boolean found, boolean shared) {
        long now = System.nanoTime();
        lastFound = found ? now : lastFound;
        earliest = now + Math.min(PAUSES * (now - began), LONGEST_PAUSE);
        next = now + (!shared ? ALONE : now - lastFound < CALM ? ACTIVE : IDLE);
    }
}
