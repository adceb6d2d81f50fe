package io.quarkiverse.eventstream.cli.console;

/** A command can't do its work; the message has what happened, where, and the remedy. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * With the exit code of the process.
     *
     * @param exitCode one of {@link ExitCodes}
     */
    public CommandException(int exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * With the cause, whose stack trace {@code --verbose} shows.
     *
     * @param exitCode one of {@link ExitCodes}
     */
    public CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
