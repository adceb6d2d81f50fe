package io.quarkiverse.eventstream.runtime.model;

/**
 * The result of an invocation that will not complete the event, because its consumer is gone. It is neither a success nor a failure: no
 * failure policy applies, the attempt does not count, and the event waits as for a paused listener.
 */
public final class AbandonedInvocation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AbandonedInvocation(String reason) {
        super(reason, null, false, false);
    }
}
