package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * The waits before redeliveries, whose time a test may stop.
 */
public interface Waits {

    /**
     * How many events wait.
     *
     * @return 0 or more
     */
    int waiting();

    /**
     * The remaining time of the next redelivery.
     *
     * @return empty if nothing waits, or time passes by itself
     */
    Optional<Duration> stoppedUntilNext();

    /**
     * Adds a callback for each further wait.
     *
     * @param watcher called on the thread that begins the wait; must not block
     */
    void onWait(Runnable watcher);
}
