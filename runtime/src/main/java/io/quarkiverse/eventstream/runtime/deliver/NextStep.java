package io.quarkiverse.eventstream.runtime.deliver;

import java.util.concurrent.CompletableFuture;

/**
 * How a delivery goes on after a step.
 *
 * @param kind what comes next
 * @param delayMillis after how many milliseconds; 0 unless it is to be retried
 */
record NextStep(Kind kind, long delayMillis) {

    enum Kind {
        /** Nothing: the listener is through with the event. */
        NONE,
        /** The record has to be {@linkplain DeliverySteps#putAside put aside}, which needs no place and no thread. */
        ASIDE,
        /** Another step after a delay. */
        AGAIN,
        /** Another step when the listener is resumed or cancelled. */
        PARKED
    }

    static final CompletableFuture<NextStep> NONE = CompletableFuture.completedFuture(new NextStep(Kind.NONE, 0));
    static final CompletableFuture<NextStep> ASIDE = CompletableFuture.completedFuture(new NextStep(Kind.ASIDE, 0));
    static final CompletableFuture<NextStep> PARKED = CompletableFuture.completedFuture(new NextStep(Kind.PARKED, 0));

    static CompletableFuture<NextStep> again(long delayMillis) {
        return CompletableFuture.completedFuture(new NextStep(Kind.AGAIN, delayMillis));
    }
}
