package io.quarkiverse.eventstream.test.observed;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * An invocation of a listener. Immutable.
 *
 * @param listener the listener's id
 * @param event the event that the listener got; {@link IncomingEvent#attempt()} is the number of the attempt
 * @param ended whether the invocation has ended
 * @param failure the failure; null after a success and during the invocation
 */
public record ObservedInvocation(String listener, IncomingEvent event, boolean ended, Throwable failure) {

    /**
     * Whether the invocation has succeeded.
     *
     * @return false after a failure and during the invocation
     */
    public boolean succeeded() {
        return ended && failure == null;
    }
}
