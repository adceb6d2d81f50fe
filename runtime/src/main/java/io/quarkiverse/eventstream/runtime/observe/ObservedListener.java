package io.quarkiverse.eventstream.runtime.observe;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;

/**
 * A registered listener as observers see it. Thread-safe.
 */
public interface ObservedListener {

    ListenerSpec spec();

    Ordering ordering();

    /** Whether the name and the namespace of an event of its topic concern it. */
    boolean wants(IncomingEvent event);

    /** Whether the application has paused it. */
    boolean isPaused();

    /** Whether its failure policy has stopped it. */
    boolean isStopped();

    /** Whether it may be invoked now: it is neither paused nor stopped nor cancelled. */
    boolean isDue();

    /** How many of its invocations have succeeded, in replays and redrives, too. */
    long completed();

    /** How many of its invocations have failed, in replays and redrives, too. */
    long failed();
}
