package io.quarkiverse.eventstream.test.assertion;

import java.util.List;

/**
 * The message of an assertion that failed: the expectation and the observations, in sections of bounded length.
 */
final class Report {

    private static final int MAX_LINES = 20;

    private final StringBuilder text;
    private boolean empty = true;

    Report(String sentence) {
        this.text = new StringBuilder(sentence);
    }

    /** Adds lines under a heading; nothing if there are none. */
    Report section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return this;
        }
        empty = false;
        text.append('\n').append(heading).append(" (").append(lines.size()).append("):");
        lines.stream().limit(MAX_LINES).forEach(line -> text.append("\n    ").append(line));
        if (lines.size() > MAX_LINES) {
            text.append("\n    … and ").append(lines.size() - MAX_LINES).append(" more");
        }
        return this;
    }

    @Override
    public String toString() {
        return empty ? text + "\nNothing was observed." : text.toString();
    }
}
