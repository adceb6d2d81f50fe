package io.quarkiverse.eventstream.cli.console;

import java.util.stream.Collectors;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A block of lines for people: a head, and a line for each name and value. Not thread-safe. */
public final class Block {

    private static final int NAME_LENGTH = 24;
    private static final String INDENTED = "\n      ";

    private final StringBuilder text;

    /**
     * Begins with the first line.
     *
     * @param head without control characters
     */
    public Block(String head) {
        text = new StringBuilder(head);
    }

    /** Extends the first line, before there is another one. */
    public Block head(String more) {
        text.append(more);
        return this;
    }

    /**
     * Adds a line.
     *
     * @param value without control characters
     */
    public void line(String name, String value) {
        text.append(String.format("%n    %-17s %s", UntrustedText.of(name, NAME_LENGTH), value));
    }

    /** All lines of an untrusted text, as the value of a line. */
    public static String whole(String text) {
        return text.lines().map(line -> UntrustedText.of(line.replace("\t", "    "), Integer.MAX_VALUE))
                .collect(Collectors.joining(INDENTED));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
