package io.quarkiverse.eventstream.cli.console;

/** The exit codes of all commands, as {@code --help} and the guide list them. */
public final class ExitCodes {

    /** The command did its work and found nothing wrong. */
    public static final int OK = 0;

    /** Something is wrong with the events or the request: findings, an event that is not valid, a topic that does not exist. */
    public static final int FINDINGS = 1;

    /** The options or the configuration are not valid. */
    public static final int USAGE = 2;

    /** The broker does not answer, or refuses the connection or the request. */
    public static final int BROKER = 3;

    private ExitCodes() {}
}
