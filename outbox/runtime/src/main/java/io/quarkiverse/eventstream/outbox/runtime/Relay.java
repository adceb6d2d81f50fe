package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;
import io.quarkiverse.eventstream.outbox.runtime.StoredRecord.OrderKey;
import io.quarkiverse.eventstream.spi.RecordSender;

/**
 * Sends stored records of the shards that this instance owns, and deletes them once they are written: never before. A commit wakes it; it
 * also looks for records of other instances, and of an earlier life, from time to time. One thread does everything, except that records are
 * written on those of the streams.
 */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int BATCH = 500;
    /** Records that are fetched and not deleted. */
    private static final int MOST_HELD = 5_000;
    private static final long MOST_BYTES = 16 << 20;
    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    /** While other instances store records, which do not wake this one. */
    private static final long ACTIVE = Duration.ofMillis(25).toNanos();
    private static final long CALM = Duration.ofSeconds(5).toNanos();
    private static final long OVERDUE = Duration.ofMillis(500).toNanos();
    /** How long a record that was written may wait for others to be deleted with it. */
    private static final long DELETE = Duration.ofMillis(10).toNanos();
    private static final int DELETED_AT_ONCE = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final PendingCallbacks callbacks;
    private final Duration onceRetention;
    private final Leases leases = new Leases(System::nanoTime);
    private final WakeUp wakeUp = new WakeUp();
    private final RelayLog log = new RelayLog();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, RecordSender> streams = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "eventstream-outbox");
    private volatile boolean stopping;
    private volatile boolean committed;

    // Confined to the thread.
    private OutboxTable table;
    private InboxRetention inbox;
    private final Map<OrderKey, Lane> lanes = new HashMap<>();
    /** The ids of the records that are fetched and not deleted. */
    private final Set<Long> held = new HashSet<>();
    private final List<Long> written = new ArrayList<>();
    private long heldBytes;
    private int inFlight;
    private long cursor;
    /** Whether the last fetch had no room for all. */
    private boolean hasMore;
    private long nextFetch = System.nanoTime();
    private long writtenSince;
    private long lastFound = System.nanoTime() - CALM;
    private long lastOverdue = System.nanoTime();

    /** The outcome of sending a record. */
    private record Answer(StoredRecord record, Lane lane, WrittenRecord written, Throwable error) {}

    Relay(DataSource dataSource, PendingCallbacks callbacks, Duration onceRetention) {
        this.onceRetention = onceRetention;
        this.dataSource = dataSource;
        this.callbacks = callbacks;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Sends the records of a stream from now on. */
    void add(String stream, RecordSender sender) {
        streams.put(stream, sender);
        wakeUp.signal();
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
                if (table == null) {
                    Database database = Database.of(connection);
                    inbox = new InboxRetention(onceRetention, database);
                    table = new OutboxTable(database);
                    log.unknownStreams(table.streams(connection), streams.keySet());
                }
                work(connection);
                log.works();
            } catch (SQLException | RuntimeException e) {
                log.failed(e);
                wakeUp.await(RETRY.toNanos());
                continue;
            }
            wakeUp.await(nanosToWait());
        }
        leave();
    }

    private void work(Connection connection) throws SQLException {
        deleteWritten(connection);
        if (stopping) {
            return;
        }
        if (leases.beatIfDue(connection, this::isInFlight)) {
            // Records of new shards may be below the cursor.
            cursor = 0;
            nextFetch = System.nanoTime();
        }
        leases.giveUpLeaving(connection, this::isInFlight);
        Set<Integer> shards = leases.sendable();
        forgetOthers(shards);
        if (!shards.isEmpty() && isFetchDue()) {
            fetch(connection, shards);
        }
        send();
        checkOverdue(connection);
        inbox.deleteIfDue(connection);
    }

    private boolean isInFlight(int shard) {
        return lanes.values().stream().anyMatch(lane -> lane.shard == shard && lane.isInFlight());
    }

    private void takeAnswers() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            inFlight--;
            if (answer.error() == null) {
                answer.lane().written();
                if (written.isEmpty()) {
                    writtenSince = System.nanoTime();
                }
                written.add(answer.record().id());
                heldBytes -= answer.record().size();
            } else {
                answer.lane().failed(System.nanoTime());
                log.refused(answer.record(), answer.lane(), answer.error());
            }
            removeIfEmpty(answer.record().orderKey(), answer.lane());
        }
    }

    private void removeIfEmpty(OrderKey key, Lane lane) {
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
    }

    private void deleteWritten(Connection connection) throws SQLException {
        boolean isDue = written.size() >= DELETED_AT_ONCE || System.nanoTime() - writtenSince >= DELETE || stopping;
        if (!written.isEmpty() && isDue) {
            table.delete(connection, written);
            held.removeAll(written);
            written.clear();
        }
    }

    /** Forgets records of shards that this instance does not own any more. */
    private void forgetOthers(Set<Integer> shards) {
        lanes.entrySet().removeIf(entry -> {
            Lane lane = entry.getValue();
            if (!shards.contains(lane.shard)) {
                lane.forgetWaiting().forEach(record -> {
                    held.remove(record.id());
                    heldBytes -= record.size();
                });
            }
            return lane.isEmpty();
        });
    }

    /** An answer alone is no reason to look for more. */
    private boolean isFetchDue() {
        boolean due = committed || hasMore || System.nanoTime() - nextFetch >= 0
                || lanes.values().stream().anyMatch(Lane::wantsMore);
        committed = false;
        return due;
    }

    /**
     * Fetches new records, and older ones of transactions that have committed late. These come second: a transaction that began after the
     * commit of another has higher ids, so if a new record was found, all that must be sent before it are found now.
     */
    private void fetch(Connection connection, Set<Integer> shards) throws SQLException {
        Set<Integer> congested = lanes.values().stream().filter(Lane::isCongested).map(lane -> lane.hash)
                .collect(Collectors.toSet());
        Wanted wanted = new Wanted(shards, List.copyOf(streams.keySet()), congested);
        boolean found = fetchMoreOfKeys(connection, wanted);
        int room = room();
        if (room > 0 && !wanted.streams().isEmpty()) {
            long from = held.isEmpty() ? 0 : cursor;
            List<StoredRecord> records = table.after(connection, wanted, from, room);
            List<Long> late = late(connection, wanted, from);
            accept(table.withIds(connection, late.subList(0, Math.min(late.size(), BATCH))));
            if (late.size() <= BATCH) {
                accept(records);
                records.forEach(record -> cursor = Math.max(cursor, record.id()));
            }
            hasMore = records.size() == room || late.size() > BATCH;
            found |= !records.isEmpty() || !late.isEmpty();
        }
        long now = System.nanoTime();
        lastFound = found ? now : lastFound;
        nextFetch = now + (leases.isShared() && now - lastFound < CALM ? ACTIVE : IDLE);
    }

    private int room() {
        return heldBytes >= MOST_BYTES ? 0 : Math.min(BATCH, MOST_HELD - held.size());
    }

    /** The ids of records up to one that this instance does not hold. */
    private List<Long> late(Connection connection, Wanted wanted, long upTo) throws SQLException {
        if (upTo == 0) {
            return List.of();
        }
        List<Long> ids = table.idsUpTo(connection, wanted, upTo, held.size() + BATCH + 1);
        ids.removeIf(held::contains);
        return ids;
    }

    private boolean fetchMoreOfKeys(Connection connection, Wanted wanted) throws SQLException {
        boolean found = false;
        for (Lane lane : List.copyOf(lanes.values())) {
            if (lane.wantsMore()) {
                int most = 2 * Lane.LIMIT;
                List<StoredRecord> records = table.ofHash(connection, wanted, lane.hash, most);
                lane.fetchedMore(records.size() < most);
                accept(records);
                found |= !records.isEmpty();
            }
        }
        return found;
    }

    private void accept(List<StoredRecord> records) {
        for (StoredRecord record : records) {
            if (!held.contains(record.id())
                    && lanes.computeIfAbsent(record.orderKey(), key -> new Lane(record.keyHash())).add(record)) {
                held.add(record.id());
                heldBytes += record.size();
            }
        }
    }

    private void send() {
        long now = System.nanoTime();
        for (Lane lane : List.copyOf(lanes.values())) {
            StoredRecord record = lane.next(now);
            if (record != null) {
                send(record, lane);
            }
        }
    }

    private void send(StoredRecord record, Lane lane) {
        inFlight++;
        try {
            streams.get(record.stream()).send(record.record(), (where, error) -> answered(record, lane, where, error));
        } catch (RuntimeException | Error e) {
            answered(record, lane, null, e);
        }
    }

    /** On any thread. */
    private void answered(StoredRecord record, Lane lane, WrittenRecord where, Throwable error) {
        if (error == null) {
            callbacks.written(record.id(), where);
        }
        answers.add(new Answer(record, lane, where, error));
        wakeUp.signal();
    }

    private void checkOverdue(Connection connection) throws SQLException {
        if (callbacks.isEmpty() || System.nanoTime() - lastOverdue < OVERDUE) {
            return;
        }
        lastOverdue = System.nanoTime();
        List<Long> overdue = callbacks.overdue(held);
        if (!overdue.isEmpty()) {
            Set<Long> stored = table.existing(connection, overdue);
            overdue.stream().filter(id -> !stored.contains(id)).forEach(callbacks::writtenElsewhere);
        }
    }

    private long nanosToWait() {
        long now = System.nanoTime();
        long wait = Math.min(leases.nanosToBeat(), nextFetch - now);
        if (hasMore && room() > 0) {
            return 0;
        }
        if (!written.isEmpty()) {
            wait = Math.min(wait, writtenSince + DELETE - now);
        }
        if (!callbacks.isEmpty()) {
            wait = Math.min(wait, OVERDUE);
        }
        for (Lane lane : lanes.values()) {
            if (lane.isFailing() && !lane.isInFlight()) {
                wait = Math.min(wait, lane.retryAt() - now);
            }
        }
        return wait;
    }

    private void leave() {
        try (Connection connection = dataSource.getConnection()) {
            if (table != null) {
                takeAnswers();
                deleteWritten(connection);
                leases.leave(connection);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf(e, "The outbox could not give up its shards: other instances take them after %s", Leases.EXPIRY);
        }
    }
}
