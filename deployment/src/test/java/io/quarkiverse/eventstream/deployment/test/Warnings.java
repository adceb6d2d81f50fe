package io.quarkiverse.eventstream.deployment.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Records warnings and errors in the log until it is closed.
 */
public final class Warnings extends Handler implements AutoCloseable {

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private Warnings() {
        setLevel(Level.WARNING);
    }

    public static Warnings record() {
        Warnings warnings = new Warnings();
        Logger.getLogger("").addHandler(warnings);
        return warnings;
    }

    public List<String> all() {
        return messages;
    }

    /** Whether one of them contains all these texts. */
    public boolean haveOne(String... texts) {
        return messages.stream().anyMatch(message -> Stream.of(texts).allMatch(message::contains));
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            messages.add(MESSAGE.format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
