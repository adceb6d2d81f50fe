package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;

import io.quarkiverse.eventstream.Offset;

/**
 * Consumes topics for groups of listeners. Thread-safe; only {@link #stop} blocks.
 */
public interface Consumptions {

    /**
     * Starts to consume the topic of a group of listeners and to deliver its records to them.
     *
     * @param group the listeners; its table may change at any time
     */
    Consumption consume(ListenerGroup group);

    /**
     * Consumes what a topic holds between two offsets, once, without a group.
     *
     * @param group the listeners; a group {@linkplain ListenerGroup#isReplay for replays}
     * @param to the first offset in each partition that is not consumed any more
     */
    Consumption replay(ListenerGroup group, Offset from, Offset to);

    /**
     * Ends all consumption: no further event is dispatched, invocations that run may end within a time, what is settled is committed.
     */
    void stop(Duration drainTimeout);
}
