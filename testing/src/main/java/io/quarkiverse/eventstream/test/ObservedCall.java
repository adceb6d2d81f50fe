package io.quarkiverse.eventstream.test;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A call of a listener. Immutable.
 *
 * @param listener the listener's id
 * @param event what it was called with; {@link IncomingEvent#attempt()} says how many times it has been
 * @param ended whether the call has ended
 * @param failure what it failed with; null if it ended well, and as long as it runs
 */
public record ObservedCall(String listener, IncomingEvent event, boolean ended, Throwable failure) {

    /**
     * Whether the call ended well.
     *
     * @return false if it failed, and as long as it runs
     */
    public boolean succeeded() {
        return ended && failure == null;
    }
}
