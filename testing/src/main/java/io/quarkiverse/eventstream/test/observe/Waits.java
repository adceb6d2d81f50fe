package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * The waits before redeliveries, whose time a test may stop.
 */
public interface Waits {

    /** How many events wait. */
    int waiting();

    /** The remaining time of the next redelivery; empty if nothing waits, or time passes by itself. */
    Optional<Duration> stoppedUntilNext();

    /** Adds a callback for each further wait. */
    void onWait(Runnable watcher);
}
