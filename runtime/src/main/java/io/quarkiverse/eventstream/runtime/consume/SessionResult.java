package io.quarkiverse.eventstream.runtime.consume;

/** How a {@link ConsumerSession} has ended. */
sealed interface SessionResult {

    /** The consumer is being stopped. */
    record Stopped() implements SessionResult {}

    /** Everything that was to be consumed has been: the end of a replay. */
    record Complete() implements SessionResult {}

    /** The topic of a replay does not exist any more: another session would not find it either. */
    record TopicGone(TopicGoneException reason) implements SessionResult {}

    /** Another session is needed, after a delay. */
    record Failed(Throwable cause) implements SessionResult {}
}
