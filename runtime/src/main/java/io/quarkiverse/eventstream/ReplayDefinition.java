package io.quarkiverse.eventstream;

/**
 * Defines a replay; {@link #start} completes the definition. Not thread-safe.
 *
 * @see EventStream#newReplay
 */
public interface ReplayDefinition {

    /**
     * The group whose listeners get the events.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}; empty, the default, means the group of the application
     * @return this
     */
    ReplayDefinition group(String group);

    /**
     * Where the replay begins, in each partition.
     *
     * @param from the first offset; not null, {@link Offset#EARLIEST} by default
     * @return this
     */
    ReplayDefinition from(Offset from);

    /**
     * Where the replay ends, in each partition.
     *
     * @param to the first offset that is not replayed; not null. {@link Offset#LATEST}, the default, means the end of the topic at the
     *        start of the replay
     * @return this
     */
    ReplayDefinition to(Offset to);

    /**
     * Selects the listeners.
     *
     * @param ids the ids of the listeners that get the events; none, the default, means all that do not {@link SkipReplays skip replays}
     * @return this
     */
    ReplayDefinition listeners(String... ids);

    /**
     * Starts the replay, in the background.
     *
     * @return the replay
     * @throws IllegalArgumentException if the definition is not valid, or names a listener that does not exist or skips replays
     * @throws IllegalStateException if there is no listener to replay to, or the application is stopping
     */
    Replay start();
}
