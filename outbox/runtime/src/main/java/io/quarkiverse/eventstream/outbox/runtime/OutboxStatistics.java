package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

/** The figures of the outbox and the inbox, for meters and the health check. Thread-safe. */
@Singleton
public class OutboxStatistics implements DuplicateObserver {

    /** The table is counted for so long after the figures were last read. */
    private static final long WATCHED = Duration.ofMinutes(5).toNanos();
    private static final Backlog UNKNOWN = new Backlog(-1, 0, 0);

    final LongAdder stored = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> duplicates = new ConcurrentHashMap<>();
    private final Map<Long, String> heldBack = new ConcurrentHashMap<>();
    private volatile Backlog backlog = UNKNOWN;
    private volatile String databaseFailure;
    private volatile long lastRead = System.nanoTime() - WATCHED;

    /**
     * The stored events of all instances that are to be sent now.
     *
     * @param events their number; -1 if it is not known
     * @param oldest when the oldest was stored, in milliseconds since the epoch; 0 if there is none
     * @param delayed the number of those that are not due yet, which are not among the others
     */
    record Backlog(long events, long oldest, long delayed) {}

    /** Reads the backlog, and has it counted from now on for a while. */
    Backlog backlog() {
        lastRead = System.nanoTime();
        return backlog;
    }

    boolean isWatched() {
        return System.nanoTime() - lastRead < WATCHED;
    }

    void counted(Backlog latest) {
        backlog = latest;
    }

    /** The database can't be used for a reason, or can be used again if that is null: then the backlog is counted again. */
    void database(String failure) {
        databaseFailure = failure;
        backlog = failure == null ? backlog : UNKNOWN;
    }

    String databaseFailure() {
        return databaseFailure;
    }

    @Override
    public void skippedDuplicate(String listener) {
        duplicates(listener).increment();
    }

    LongAdder duplicates(String listener) {
        return duplicates.computeIfAbsent(listener, absent -> new LongAdder());
    }

    /** An event was refused, and holds back those of its key. */
    void refused(StoredRecord record, String reason) {
        refused.increment();
        heldBack.put(record.id(), record.record().topic() + ": " + reason);
    }

    void written(long id) {
        sent.increment();
        heldBack.remove(id);
    }

    /** An event that was refused is not this instance's any more. */
    void left(long id) {
        heldBack.remove(id);
    }

    /** By the ids of the stored events that are refused again and again, the topic and the reason. */
    Map<Long, String> heldBack() {
        return Map.copyOf(heldBack);
    }
}
