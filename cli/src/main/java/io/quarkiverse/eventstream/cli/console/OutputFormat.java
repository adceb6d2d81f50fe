package io.quarkiverse.eventstream.cli.console;

import java.util.Locale;

/** The form of the output. */
public enum OutputFormat {
    /** Tables and blocks, for people. */
    TEXT,
    /** A JSON object on each line, for programs. */
    JSON;

    /** As the option has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
