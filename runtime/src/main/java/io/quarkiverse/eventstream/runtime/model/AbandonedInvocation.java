package io.quarkiverse.eventstream.runtime.model;

/**
 * What a call ends with when nobody has dealt with the event, and nobody will. That is neither success nor failure: no failure
 * policy applies, the call does not count, and the event waits as it does for a listener that is paused.
 */
public final class AbandonedInvocation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public AbandonedInvocation(String reason) {
        super(reason, null, false, false);
    }
}
