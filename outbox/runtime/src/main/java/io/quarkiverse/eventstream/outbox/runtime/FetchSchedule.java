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
    private static final long PAUSE = Duration.ofMillis(5).toNanos();
    /**
     * Under load, one query finds the records of many commits, and Kafka gets them in one request: with 5 ms, service, database and broker
     * took an eighth more CPU time for a transaction.
     */
    private static final long LONG_PAUSE = Duration.ofMillis(20).toNanos();
    /** So many records show a load, after either pause: some 2,000 a second begin it, and less than 500 end it. */
    private static final int MANY = 10;

    private volatile boolean committed;
    private long pause = PAUSE;
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
        return committed ? Math.min(last + pause, next) - now : next - now;
    }

    /** A fetch begins. Records that are committed from now on are those of the next one. */
    void begin() {
        committed = false;
        last = System.nanoTime();
    }

    /**
     * @param found the number of records
     * @param shared whether there are other instances
     */
    void end(int found, boolean shared) {
        long now = System.nanoTime();
        pause = found < MANY ? PAUSE : LONG_PAUSE;
        lastFound = found > 0 ? now : lastFound;
        next = now + (!shared ? ALONE : now - lastFound < CALM ? ACTIVE : IDLE);
    }
}
