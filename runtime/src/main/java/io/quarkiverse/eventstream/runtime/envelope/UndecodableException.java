package io.quarkiverse.eventstream.runtime.envelope;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The value of a record is no envelope. The message says why in one line that is safe to log; trying again does not help.
 */
public class UndecodableException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With the reason.
     *
     * @param reason why, with the field or the position; foreign text in it already escaped and cut
     */
    public UndecodableException(String reason) {
        super(reason);
    }

    /** Leaves the stack trace out: it would tell nothing about the record, and a flood of bad records should stay cheap. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
