package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;

/**
 * How an attempt to have a listener process an event ended. A value rather than a stage that fails: a stage describes a failure to wrap
 * it, and an exception of the application may itself fail at that.
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
