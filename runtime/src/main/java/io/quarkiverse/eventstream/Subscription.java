package io.quarkiverse.eventstream;

import java.util.concurrent.CompletionStage;

/**
 * A registered listener. Thread-safe: any thread may call any method, the listener included.
 */
public interface Subscription {

    /**
     * The listener's id.
     *
     * @return unique within the application
     */
    String id();

    /**
     * The topic of the listener.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The name of the events that the listener gets.
     *
     * @return a name; several, for the permitted types of a sealed payload, are separated by commas; empty for all events of the topic
     */
    String name();

    /**
     * The consumer group.
     *
     * @return without the prefix, or {@link OnEvent#NO_GROUP}
     */
    String group();

    /**
     * Stops dispatching events to the listener until {@link #resume}. Invocations in flight continue. The group membership and the position
     * are kept, and no event is lost. Other listeners of the topic and group wait as well, from the next event on that concerns this
     * listener, because they get events in order.
     */
    void pause();

    /**
     * Resumes the listener after {@link #pause}, or after its failure policy has {@linkplain #isStopped stopped} it; then it is invoked
     * again for the event that failed.
     */
    void resume();

    /**
     * Whether the listener is paused.
     *
     * @return true between {@link #pause} and {@link #resume}
     */
    boolean isPaused();

    /**
     * Whether the failure policy {@code stop} has stopped the listener. The event that failed waits, and the events after it.
     *
     * @return true until {@link #resume}
     */
    boolean isStopped();

    /**
     * Moves to another position: back, to deliver events again, or forward, to leave some out. The position is that of the group: it
     * applies to the other listeners of the topic and group in this instance, and is committed. Only partitions that this instance holds
     * are moved; while it holds none, the seek waits. Invocations in flight continue, and their results do not count.
     *
     * @param offset the new position in each partition; not null
     * @return completes when the new position is committed; fails if it can't be committed, or if the subscription is cancelled before
     */
    CompletionStage<Void> seek(Offset offset);

    /**
     * Moves to another position in one partition, like {@link #seek(Offset)}.
     *
     * @param partition the partition; 0 or more
     * @param offset the new position; not null
     * @return completes when the new position is committed; fails with {@link IllegalArgumentException} if this instance does not
     *         hold the partition
     */
    CompletionStage<Void> seek(int partition, Offset offset);

    /**
     * Skips an event that the listener has not completed, such as one for which it fails again and again, so that the events after it are
     * delivered. The listener completes it without another invocation: at once, or when an invocation in flight has failed. It applies also
     * while the listener is paused or stopped. The log says so, with the reason.
     *
     * @param partition the partition of the event
     * @param offset the offset of the event
     * @param reason why, and on whose behalf; not blank
     * @return false if this instance does not deliver the event to the listener at the moment: then nothing is skipped
     * @throws IllegalArgumentException if the reason is blank
     */
    boolean skip(int partition, long offset, String reason);

    /**
     * Ends the subscription: no further event is dispatched to the listener, invocations in flight end, their offsets are committed, and
     * the consumer leaves the group if no other listener needs it. An event for which the listener has failed is not committed, and is
     * delivered to the next consumer of the partition; if the topic and group have other listeners, it is given up for this listener, with
     * a warning. Another call changes nothing.
     *
     * @return completes when the subscription has ended
     */
    CompletionStage<Void> cancel();

    /**
     * Whether {@link #cancel} was called.
     *
     * @return true from the first call of {@link #cancel} on
     */
    boolean isCancelled();
}
