package io.quarkiverse.eventstream;

/**
 * Defines a replay; ends with {@link #start}. Not thread-safe.
 *
 * @see EventStream#newReplay
 */
public interface ReplayDefinition {

    /**
     * The group whose listeners get the events.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}; empty, the default, means the service's group
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
     * @param to the first offset that is not replayed any more; not null. {@link Offset#LATEST}, the default, means what the
     *        topic holds when the replay starts
     * @return this
     */
    ReplayDefinition to(Offset to);

    /**
     * Leaves out all but some listeners.
     *
     * @param ids the ids of those that get the events; none, the default, means all that don't {@link SkipReplays skip replays}
     * @return this
     */
    ReplayDefinition listeners(String... ids);

    /**
     * Starts the replay, in the background.
     *
     * @return the replay
     * @throws IllegalArgumentException if the definition breaks rules, or names a listener that is not there or skips replays
     * @throws IllegalStateException if there is no listener to replay to, or the application is stopping
     */
    Replay start();
}
