package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;

/**
 * When the relay looks for new records: at once after a commit, but not more often than pays, and from time to time. Confined to the thread
 * of the relay, except for {@link #committed}.
 */
final class FetchSchedule {

    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    /** Without other instances, which do not wake this one, nothing is to be expected. */
    private static final long ALONE = Duration.ofSeconds(2).toNanos();
    /** While other instances store records. */
    private static final long ACTIVE = Duration.ofMillis(25).toNanos();
    private static final long CALM = Duration.ofSeconds(5).toNanos();
    /** Under load, one query finds the records of many commits. */
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private volatile boolean committed;
    private long last = System.nanoTime() - PAUSE;
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
        return committed ? Math.min(last + PAUSE, next) - now : next - now;
    }

    /** A fetch begins. Records that are committed from now on are those of the next one. */
    void begin() {
        committed = false;
        last = System.nanoTime();
    }

    /** @param shared whether there are other instances */
    void end(boolean found, boolean shared) {
        long now = System.nanoTime();
        lastFound = found ? now : lastFound;
        next = now + (!shared ? ALONE : now - lastFound < CALM ? ACTIVE : IDLE);
    }
}
