package io.quarkiverse.eventstream.runtime.observe;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;

/**
 * A registered listener as observers see it. Thread-safe.
 */
public interface ObservedListener {

    /** What it listens to. */
    ListenerSpec spec();

    /** In which order it gets events. */
    Ordering ordering();

    /** Whether an event of its topic has the name and the namespace that it asks for. */
    boolean wants(IncomingEvent event);

    /** Whether the application has paused it. */
    boolean isPaused();

    /** Whether its failure policy has stopped it. */
    boolean isStopped();

    /** Whether it may be called now: it is neither paused nor stopped nor cancelled. */
    boolean isDue();
}
