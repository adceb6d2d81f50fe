package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The waits before redeliveries and delayed events, whose time a test may stop.
 */
public interface Waits {

    /**
     * The current time, which decides which delayed events are due.
     *
     * @return in whole milliseconds
     */
    Instant now();

    /**
     * How many events wait for their redelivery.
     *
     * @return 0 or more
     */
    int waiting();

    /**
     * The remaining time until the next redelivery, or the next delayed event is due.
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
