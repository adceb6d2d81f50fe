package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;
import io.quarkiverse.eventstream.runtime.thread.BusTime;
import io.quarkiverse.eventstream.spi.RecordSender;

/**
 * Sends stored records of the shards that this instance owns, and deletes them once they are written: never before. A commit wakes it; it
 * also looks for records of other instances, and of an earlier life, from time to time. One thread does everything, except that records are
 * written on those of the streams.
 */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long COUNT = Duration.ofSeconds(10).toNanos();
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final PendingCallbacks callbacks;
    private final Duration onceRetention;
    private final OutboxStatistics statistics;
    private final Leases leases = new Leases(System::nanoTime);
    private final WakeUp wakeUp = new WakeUp();
    private final DelayedRecords delayed;
    private final RelayLog log = new RelayLog();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, RecordSender> streams = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "eventstream-outbox");
    private volatile boolean stopping;
    private volatile boolean stopped;
    private final FetchSchedule schedule = new FetchSchedule();

    // Confined to the thread.
    private final HeldRecords held = new HeldRecords();
    private final WrittenRecords written = new WrittenRecords();
    private final long started = System.nanoTime();
    private boolean streamsChecked;
    /** Null until the database could be used. */
    private OutboxTable table;
    private DelayedTable delayedTable;
    private Fetch fetch;
    private InboxRetention inbox;
    private int inFlight;
    private long lastCount = System.nanoTime() - COUNT;

    /** The outcome of sending a record; the error is null if it was written. */
    private record Answer(StoredRecord record, Lane lane, Throwable error) {}

    Relay(DataSource dataSource, PendingCallbacks callbacks, Duration onceRetention, OutboxStatistics statistics,
            BusTime time) {
        this.delayed = new DelayedRecords(time, wakeUp::signal);
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
        if (schedule.committed()) {
            wakeUp.signal();
        }
        if (stopped) {
            failCallbacks();
        }
    }

    /** A record was committed that is due at a time, in milliseconds since the epoch. */
    void committedUntil(long due) {
        delayed.stored(due);
    }

    /** Sends nothing more, waits for the records in flight, and deletes those that were written. May be called again, by any thread. */
    void stop(Duration timeout) {
        stopping = true;
        wakeUp.signal();
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
        failCallbacks();
    }

    private void failCallbacks() {
        callbacks.failCommitted(
                new EventStreamException("The application stops. The event is stored, and will be sent by another"
                        + " instance, or after the next start"));
    }

    /** No failure ends the relay: otherwise nothing would be sent until a restart. */
    private void run() {
        while (!stopping || inFlight > 0) {
            long wait = RETRY.toNanos();
            try {
                takeAnswers();
                sendNext();
                if (stopping || fetch == null || nanosToWait() <= 0) {
                    iterate();
                }
                wait = nanosToWait();
            } catch (Throwable e) {
                log.failed(e);
                statistics.database(e.toString());
            }
            wakeUp.await(wait);
        }
        leave();
    }

    private void iterate() throws SQLException {
        ImpatientConnection.use(dataSource, connection -> {
            prepare(connection);
            work(connection);
        });
        log.works();
        statistics.database(null);
    }

    private void prepare(Connection connection) throws SQLException {
        if (table == null) {
            Database database = Database.of(connection);
            OutboxTable found = new OutboxTable(database);
            inbox = new InboxRetention(onceRetention, database);
            fetch = new Fetch(found, held);
            delayedTable = new DelayedTable(database);
            table = found;
        }
    }

    private void work(Connection connection) throws SQLException {
        deleteWritten(connection);
        if (stopping) {
            return;
        }
        if (leases.beatIfDue(connection, this::isBusy)) {
            schedule.restart();
            delayed.restart();
        }
        leases.giveUpLeaving(connection, this::isBusy);
        Set<Integer> shards = leases.sendable();
        held.retain(shards, statistics::left);
        moveDelayed(connection, shards);
        if (!shards.isEmpty() && isFetchDue()) {
            fetch(connection, shards);
        }
        Map<Lane, StoredRecord> retried = readRefused(connection);
        // Reading may have taken so long that other instances have the shards by now.
        held.retain(leases.sendable(), statistics::left);
        retried.forEach(this::sendAgain);
        sendNext();
        callbacks.checkOverdueIfDue(connection, table, held.ids());
        inbox.deleteIfDue(connection);
        countIfDue(connection);
        checkStreamsOnce(connection);
    }

    /** Whether records of a shard are in flight, or written and not deleted: another instance would send them again. */
    private boolean isBusy(int shard) {
        return held.isInFlight(shard) || written.isAnyOf(shard);
    }

    /** Once the streams of the application have been opened. */
    private void checkStreamsOnce(Connection connection) throws SQLException {
        if (!streamsChecked && System.nanoTime() - started > COUNT) {
            streamsChecked = true;
            log.unknownStreams(table.streams(connection), streams.keySet());
        }
    }

    private void takeAnswers() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            StoredRecord record = answer.record();
            inFlight--;
            if (answer.error() == null) {
                written.add(record);
                held.written(record, answer.lane());
                statistics.written(record.id());
            } else {
                held.refused(record, answer.lane(), System.nanoTime());
                log.refused(record, answer.lane(), answer.error());
                statistics.refused(record, RelayLog.reason(answer.error()));
            }
        }
    }

    private void deleteWritten(Connection connection) throws SQLException {
        if (written.isDue() || !written.isEmpty() && (stopping || leases.areLeaving())) {
            held.deleted(written.delete(connection, table));
        }
    }

    /** An answer alone is no reason to look for more. */
    private boolean isFetchDue() {
        return schedule.isDue() || fetch.canContinue() || held.wantsMoreOfKeys();
    }

    /** Those of keys and topics that refuse records stay where they can be cancelled. */
    private void moveDelayed(Connection connection, Set<Integer> shards) throws SQLException {
        if (mayMoveDelayed()) {
            Set<Long> failing = held.failing().stream().map(lane -> lane.hash).collect(Collectors.toSet());
            Wanted wanted = new Wanted(shards, List.copyOf(streams.keySet()), held.refusingTopics(), failing);
            if (delayed.move(connection, delayedTable, wanted, leases.isShared())) {
                schedule.restart();
            }
        }
        delayed.schedule();
    }

    private boolean mayMoveDelayed() {
        return delayed.isDue() && held.room() > 0 && leases.isAnySendable() && !streams.isEmpty();
    }

    private void fetch(Connection connection, Set<Integer> shards) throws SQLException {
        schedule.begin();
        schedule.end(fetch.run(connection, shards, streams.keySet()), leases.isShared());
    }

    /** Reads refused records again that are to be sent again: an administrator may have corrected or deleted them. */
    private Map<Lane, StoredRecord> readRefused(Connection connection) throws SQLException {
        Map<Long, Lane> due = new HashMap<>();
        held.dueForRetry(System.nanoTime()).forEach(lane -> due.put(lane.refused(), lane));
        Map<Lane, StoredRecord> retried = new HashMap<>();
        for (StoredRecord record : table.withIds(connection, List.copyOf(due.keySet()))) {
            Lane lane = due.remove(record.id());
            if (record.orderKey().equals(lane.key)) {
                retried.put(lane, record);
            } else {
                // Corrected to another topic or key: it is fetched as one of those.
                held.discardRefused(lane);
                statistics.left(record.id());
                schedule.restart();
            }
        }
        due.forEach(this::discard);
        return retried;
    }

    private void discard(long id, Lane lane) {
        log.discarded(id, lane.key.topic());
        held.discardRefused(lane);
        statistics.left(id);
        callbacks.failed(id, new EventStreamException("The event was deleted from the outbox before it was sent"));
    }

    private void sendAgain(Lane lane, StoredRecord record) {
        if (lane.refused() == record.id()) {
            held.retry(record, lane);
            send(record, lane);
        }
    }

    /** Waits for no statement: the next record of a key follows as soon as the one before was written. */
    private void sendNext() {
        if (stopping || !leases.areValid()) {
            return;
        }
        for (Lane lane : held.takeReady()) {
            StoredRecord record = lane.next();
            if (record != null) {
                send(record, lane);
            }
        }
    }

    private void send(StoredRecord record, Lane lane) {
        inFlight++;
        try {
            streams.get(record.stream()).send(record.record(), (where, error) -> {
                try {
                    if (error == null) {
                        callbacks.written(record.id(), where);
                    }
                } finally {
                    answered(new Answer(record, lane, error));
                }
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

    /** Counts the table from time to time, while the figures are read. */
    private void countIfDue(Connection connection) throws SQLException {
        if (statistics.isWatched() && System.nanoTime() - lastCount >= COUNT) {
            // Not again at once if it fails, because the table is huge.
            lastCount = System.nanoTime();
            statistics.counted(table.backlog(connection, delayedTable.count(connection)));
        }
    }

    private long nanosToWait() {
        if (stopping) {
            // For answers, which wake it.
            return RETRY.toNanos();
        }
        boolean fetches = leases.isAnySendable();
        if (fetches && fetch.canContinue() || mayMoveDelayed()) {
            return 0;
        }
        long wait = fetches ? Math.min(leases.nanosToBeat(), schedule.nanosToWait()) : leases.nanosToBeat();
        if (delayed.nanosToCheck() > 0) {
            wait = Math.min(wait, delayed.nanosToCheck());
        }
        if (!written.isEmpty()) {
            wait = Math.min(wait, written.nanosToWait());
        }
        if (!callbacks.isEmpty()) {
            wait = Math.min(wait, callbacks.nanosToCheck());
        }
        return Math.min(wait, held.nanosToRetry(System.nanoTime()));
    }

    private void leave() {
        delayed.cancel();
        try {
            ImpatientConnection.use(dataSource, connection -> {
                takeAnswers();
                if (table != null) {
                    deleteWritten(connection);
                    leases.leave(connection);
                }
            });
        } catch (SQLException | RuntimeException e) {
            LOG.debugf(e, "The outbox could not give up its shards: other instances take them after %s", Leases.EXPIRY);
        }
    }
}
