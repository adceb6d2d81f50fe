package io.quarkiverse.eventstream.quickstart.desk;

/** The quickstart cannot continue. */
final class QuickstartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message the cause and the remedy */
    QuickstartException(String message) {
        super(message);
    }
}
