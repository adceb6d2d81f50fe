package io.quarkiverse.eventstream.runtime.envelope;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The value of a record is no envelope. The message is the reason, in one line that is safe to log; a retry does not help.
 */
public class UndecodableException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a reason.
     *
     * @param reason with the field or the index; untrusted text in it is escaped and cut
     */
    public UndecodableException(String reason) {
        super(reason);
    }

    /** No stack trace: it has no information on the record, and a flood of bad records should stay cheap. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
