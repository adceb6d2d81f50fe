package io.quarkiverse.eventstream.runtime.deliver;

import io.quarkiverse.eventstream.runtime.subscribe.Completion;

/**
 * The step that follows in the delivery of an event to a listener.
 */
sealed interface NextStep {

    /** The record has to be {@linkplain DeliverySteps#deadLetter dead-lettered}, which needs neither a permit nor a thread. */
    NextStep DEAD_LETTER = new DeadLetter();
    /** The next attempt, when the listener is resumed or cancelled. */
    NextStep PARK = new Park();

    /** @see #DEAD_LETTER */
    record DeadLetter() implements NextStep {}

    /** @see #PARK */
    record Park() implements NextStep {}

    /** None: the listener has completed the event. */
    record None(Completion completion) implements NextStep {}

    /** The same again, after a delay. */
    record Retry(long delayMillis) implements NextStep {}
}
