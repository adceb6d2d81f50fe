package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.EventStreamException;

/** Another {@link ExclusiveWriter} of the same name was opened. This one writes nothing more. */
public class WriterFencedException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the problem and the remedy
     * @param cause the exception of the client; may be null
     */
    public WriterFencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
