package io.quarkiverse.eventstream;

import java.util.concurrent.CompletionStage;

/**
 * A listener at work. All methods may be called from any thread, also from within the listener.
 */
public interface Subscription {

    /**
     * The listener's id.
     *
     * @return unique within the application
     */
    String id();

    /**
     * The topic that is listened to.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The name of the events that are wanted.
     *
     * @return a name, or empty for all events of the topic
     */
    String name();

    /**
     * The consumer group.
     *
     * @return without the prefix, or {@link OnEvent#NO_GROUP}
     */
    String group();

    /**
     * Stops handing events to the listener until {@link #resume}. A call that runs goes on to its end; group membership and
     * position are kept, and nothing is lost. Other listeners of the same topic and group wait as well once an event that
     * concerns this one is due, since they get events in order.
     */
    void pause();

    /**
     * Goes on where {@link #pause} stopped, or where the listener's failure policy did: see {@link #isStopped}. What failed is
     * tried again.
     */
    void resume();

    /**
     * Whether {@link #pause} is in force.
     *
     * @return true between {@link #pause} and {@link #resume}
     */
    boolean isPaused();

    /**
     * Whether the listener's failure policy, {@code stop}, has stopped it. The event for which it failed waits, and all that
     * come after it.
     *
     * @return true until {@link #resume}
     */
    boolean isStopped();

    /**
     * Goes on at another place: back, to have events delivered again, or forward, to pass some over. The place belongs to the
     * group: other listeners of the same topic and group in this service go along, and the new place is committed. Only
     * partitions that this instance holds are moved; while it holds none, the call waits. An event that is being handled meanwhile
     * is handled to its end, which no longer counts.
     *
     * @param offset where to go on in each partition; not null
     * @return completes when the new place is committed; fails if it could not be, or if the subscription is cancelled first
     */
    CompletionStage<Void> seek(Offset offset);

    /**
     * Goes on at another place of one partition, and is otherwise like {@link #seek(Offset)}.
     *
     * @param partition the partition, counting from 0
     * @param offset where to go on; not null
     * @return completes when the new place is committed; fails with {@link IllegalArgumentException} if this instance does not
     *         hold the partition
     */
    CompletionStage<Void> seek(int partition, Offset offset);

    /**
     * Ends the subscription: no further event is handed to the listener, a call that runs ends, its offset is committed, and
     * the consumer leaves the group if no other listener needs it. An event for which it was failing goes to whoever consumes
     * next; but where other listeners of the topic and group go on, it is given up for this one, with a warning. Cancelling again
     * changes nothing.
     *
     * @return completes when all that has happened
     */
    CompletionStage<Void> cancel();

    /**
     * Whether {@link #cancel} was called.
     *
     * @return true from the first call on
     */
    boolean isCancelled();
}
