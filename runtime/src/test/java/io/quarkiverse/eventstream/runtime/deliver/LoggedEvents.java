package io.quarkiverse.eventstream.runtime.deliver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkiverse.eventstream.runtime.log.EventLog;

/**
 * The log lines about events while it is open.
 */
public final class LoggedEvents extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(EventLog.CATEGORY);
    private final Level levelBefore = logger.getLevel();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public LoggedEvents(Level level) {
        logger.setLevel(level);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    public List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    public List<String> warnings() {
        return records.stream().filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogRecord::getMessage).toList();
    }

    public long stackTraces() {
        return records.stream().filter(record -> record.getThrown() != null).count();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(levelBefore);
    }
}
