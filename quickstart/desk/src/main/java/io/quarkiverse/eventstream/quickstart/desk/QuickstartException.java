package io.quarkiverse.eventstream.quickstart.desk;

/** The quickstart can't go on. */
final class QuickstartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what happened, and what to do. */
    QuickstartException(String message) {
        super(message);
    }
}
