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
     * Consumes a topic from one offset to another, once, without a group.
     *
     * @param group a group {@linkplain ListenerGroup#isReplay for replays}
     * @param from the first offset in each partition
     * @param to the end in each partition, exclusive
     * @return ends by itself
     */
    Consumption replay(ListenerGroup group, Offset from, Offset to);

    /** Ends all consumption: dispatches nothing more, waits a bounded time for invocations in flight, commits what is settled. */
    void stop(Duration drainTimeout);
}
