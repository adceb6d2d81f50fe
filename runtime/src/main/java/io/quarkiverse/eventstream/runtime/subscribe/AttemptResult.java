package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;

/**
 * The result of an attempt. A value rather than a failed stage: a stage wraps a failure and calls its toString, which may throw.
 */
public sealed interface AttemptResult {

    /** The listener has completed the event. */
    AttemptResult COMPLETED = new Completed();
    /** The event was not processed, for a reason that is not the listener's: the attempt does not count. */
    AttemptResult ABANDONED = new Abandoned();
    /** The listener was cancelled before it was invoked. */
    AttemptResult NOT_INVOKED = new NotInvoked();

    /** The result of an invocation whose stage failed. */
    static AttemptResult failed(Throwable error) {
        InvocationFailure failure = InvocationFailure.of(error);
        return failure.cause() instanceof AbandonedInvocation ? ABANDONED : new Failed(failure);
    }

    /** @see #COMPLETED */
    record Completed() implements AttemptResult {}

    /** @see #ABANDONED */
    record Abandoned() implements AttemptResult {}

    /** @see #NOT_INVOKED */
    record NotInvoked() implements AttemptResult {}

    /** The listener has failed: its failure policy applies. */
    record Failed(InvocationFailure failure) implements AttemptResult {}
}
