package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.RecordSender;

/**
 * Sends stored records of the shards that this instance owns, and deletes them once they are written: never before. A commit wakes it; it
 * also looks for records of other instances, and of an earlier life, from time to time. One thread does everything, except that records are
 * written on those of the streams.
 */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    /** While other instances store records, which do not wake this one. */
    private static final long ACTIVE = Duration.ofMillis(25).toNanos();
    private static final long CALM = Duration.ofSeconds(5).toNanos();
    private static final long OVERDUE = Duration.ofMillis(500).toNanos();
    private static final long COUNT = Duration.ofSeconds(10).toNanos();
    /** How long a record that was written may wait for others to be deleted with it. */
    private static final long DELETE = Duration.ofMillis(10).toNanos();
    private static final int DELETED_AT_ONCE = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final PendingCallbacks callbacks;
    private final Duration onceRetention;
    private final OutboxStatistics statistics;
    private final Leases leases = new Leases(System::nanoTime);
    private final WakeUp wakeUp = new WakeUp();
    private final RelayLog log = new RelayLog();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, RecordSender> streams = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "eventstream-outbox");
    private volatile boolean stopping;
    private volatile boolean committed;

    // Confined to the thread.
    private final HeldRecords held = new HeldRecords();
    private final List<Long> written = new ArrayList<>();
    /** Null until the database could be used. */
    private OutboxTable table;
    private Fetch fetch;
    private InboxRetention inbox;
    private int inFlight;
    private long writtenSince;
    private long nextFetch = System.nanoTime();
    private long lastFound = System.nanoTime() - CALM;
    private long lastCount = System.nanoTime() - COUNT;
    private long lastOverdue = System.nanoTime();

    /** The outcome of sending a record; the error is null if it was written. */
    private record Answer(StoredRecord record, Lane lane, Throwable error) {}

    Relay(DataSource dataSource, PendingCallbacks callbacks, Duration onceRetention, OutboxStatistics statistics) {
        this.dataSource = dataSource;
        this.callbacks = callbacks;
        this.onceRetention = onceRetention;
        this.statistics = statistics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Sends the records of a stream from now on. */
    void add(String stream, RecordSender sender) {
        streams.put(stream, sender);
        committed();
    }

    /** Records were committed. */
    void committed() {
        committed = true;
        wakeUp.signal();
    }

    /** Sends nothing more, waits for the records in flight, and deletes those that were written. */
    void stop(Duration timeout) {
        stopping = true;
        wakeUp.signal();
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callbacks.failAll(new EventStreamException("The application stops. The event is stored, and will be sent by another"
                + " instance, or after the next start"));
    }

    private void run() {
        while (!stopping || inFlight > 0) {
            takeAnswers();
            try (Connection connection = dataSource.getConnection()) {
                prepare(connection);
                work(connection);
                log.works();
                statistics.database(null);
            } catch (SQLException | RuntimeException e) {
                log.failed(e);
                statistics.database(e.toString());
                wakeUp.await(RETRY.toNanos());
                continue;
            }
            wakeUp.await(nanosToWait());
        }
        leave();
    }

    private void prepare(Connection connection) throws SQLException {
        if (table == null) {
            Database database = Database.of(connection);
            OutboxTable found = new OutboxTable(database);
            log.unknownStreams(found.streams(connection), streams.keySet());
            inbox = new InboxRetention(onceRetention, database);
            fetch = new Fetch(found, held);
            table = found;
        }
    }

    private void work(Connection connection) throws SQLException {
        deleteWritten(connection);
        if (stopping) {
            return;
        }
        if (leases.beatIfDue(connection, held::isInFlight)) {
            fetch.restart();
            nextFetch = System.nanoTime();
        }
        leases.giveUpLeaving(connection, held::isInFlight);
        Set<Integer> shards = leases.sendable();
        held.retain(shards, statistics::left);
        if (!shards.isEmpty() && isFetchDue()) {
            fetch(connection, shards);
        }
        rereadRefused(connection);
        send();
        checkOverdue(connection);
        inbox.deleteIfDue(connection);
        countIfDue(connection);
    }

    private void takeAnswers() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            StoredRecord record = answer.record();
            inFlight--;
            if (answer.error() == null) {
                if (written.isEmpty()) {
                    writtenSince = System.nanoTime();
                }
                written.add(record.id());
                held.written(record, answer.lane());
                statistics.written(record);
            } else {
                answer.lane().failed(System.nanoTime());
                log.refused(record, answer.lane(), answer.error());
                statistics.refused(record, RelayLog.reason(answer.error()));
            }
        }
    }

    private void deleteWritten(Connection connection) throws SQLException {
        boolean isDue = written.size() >= DELETED_AT_ONCE || System.nanoTime() - writtenSince >= DELETE || stopping;
        if (!written.isEmpty() && isDue) {
            table.delete(connection, written);
            held.deleted(written);
            written.clear();
        }
    }

    /** An answer alone is no reason to look for more. */
    private boolean isFetchDue() {
        boolean due = committed || fetch.canContinue() || System.nanoTime() - nextFetch >= 0 || held.wantsMoreOfKeys();
        committed = false;
        return due;
    }

    private void fetch(Connection connection, Set<Integer> shards) throws SQLException {
        boolean found = fetch.run(connection, shards, streams.keySet());
        long now = System.nanoTime();
        lastFound = found ? now : lastFound;
        nextFetch = now + (leases.isShared() && now - lastFound < CALM ? ACTIVE : IDLE);
    }

    /** An administrator may have corrected a record that was refused, or deleted it. */
    private void rereadRefused(Connection connection) throws SQLException {
        long now = System.nanoTime();
        Map<Long, Lane> refused = new HashMap<>();
        for (Lane lane : held.lanes()) {
            StoredRecord record = lane.refused(now);
            if (record != null) {
                refused.put(record.id(), lane);
            }
        }
        for (StoredRecord stored : table.withIds(connection, List.copyOf(refused.keySet()))) {
            Lane lane = refused.remove(stored.id());
            held.correct(lane.refused(now), stored, lane);
        }
        refused.values().forEach(lane -> discard(lane.refused(now), lane));
    }

    private void discard(StoredRecord record, Lane lane) {
        log.discarded(record);
        held.discard(record, lane);
        statistics.left(record);
        callbacks.failed(record.id(), new EventStreamException("The event was deleted from the outbox before it was sent"));
    }

    private void send() {
        long now = System.nanoTime();
        for (Lane lane : held.lanes()) {
            StoredRecord record = lane.next(now);
            if (record != null) {
                send(record, lane);
            }
        }
    }

    private void send(StoredRecord record, Lane lane) {
        inFlight++;
        try {
            streams.get(record.stream()).send(record.record(), (where, error) -> {
                if (error == null) {
                    callbacks.written(record.id(), where);
                }
                answered(new Answer(record, lane, error));
            });
        } catch (RuntimeException | Error e) {
            answered(new Answer(record, lane, e));
        }
    }

    /** On any thread. */
    private void answered(Answer answer) {
        answers.add(answer);
        wakeUp.signal();
    }

    /** Events of this instance that another may have sent. */
    private void checkOverdue(Connection connection) throws SQLException {
        if (callbacks.isEmpty() || System.nanoTime() - lastOverdue < OVERDUE) {
            return;
        }
        lastOverdue = System.nanoTime();
        List<Long> overdue = callbacks.overdue(held.ids());
        if (!overdue.isEmpty()) {
            Set<Long> stored = table.existing(connection, overdue);
            overdue.stream().filter(id -> !stored.contains(id)).forEach(callbacks::writtenElsewhere);
        }
    }

    /** Counts the table from time to time, while somebody reads the figures. */
    private void countIfDue(Connection connection) throws SQLException {
        if (statistics.isWatched() && System.nanoTime() - lastCount >= COUNT) {
            statistics.counted(table.backlog(connection));
            lastCount = System.nanoTime();
        }
    }

    private long nanosToWait() {
        if (fetch.canContinue()) {
            return 0;
        }
        long now = System.nanoTime();
        long wait = Math.min(leases.nanosToBeat(), nextFetch - now);
        if (!written.isEmpty()) {
            wait = Math.min(wait, writtenSince + DELETE - now);
        }
        if (!callbacks.isEmpty()) {
            wait = Math.min(wait, OVERDUE);
        }
        for (Lane lane : held.lanes()) {
            if (lane.isFailing() && !lane.isInFlight()) {
                wait = Math.min(wait, lane.retryAt() - now);
            }
        }
        return wait;
    }

    private void leave() {
        try (Connection connection = dataSource.getConnection()) {
            takeAnswers();
            if (table != null) {
                deleteWritten(connection);
                leases.leave(connection);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf(e, "The outbox could not give up its shards: other instances take them after %s", Leases.EXPIRY);
        }
    }
}
