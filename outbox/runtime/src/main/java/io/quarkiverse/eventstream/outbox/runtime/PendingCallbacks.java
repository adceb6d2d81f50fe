package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.StoreCallback;

/** The callbacks of records that this instance has stored and that are not sent yet, by the ids of the records. Thread-safe. */
final class PendingCallbacks {

    /** A record of this instance's own shards was sent by then, most often. */
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();
    private static final int CHECKED = 1_000;

    private final NavigableMap<Long, Pending> byId = new ConcurrentSkipListMap<>();
    /** A callback holds its event. While the broker is away, those for which there is no room learn that they are stored. */
    private final Room room;
    /** The last id that was checked, or less than all. */
    private volatile long checked;
    private volatile long lastCheck = System.nanoTime();

    /** {@code committed} is null as long as the transaction has not ended: until then, other connections don't see the record. */
    private record Pending(String topic, int size, StoreCallback callback, Long committed) {}

    PendingCallbacks() {
        this(new Room());
    }

    PendingCallbacks(Room room) {
        this.room = room;
    }

    /** Before the commit, after which the record may be sent at once. */
    void add(long id, ProducerRecord<byte[], byte[]> record, StoreCallback callback) {
        int size = StoredRecord.size(record);
        byId.put(id, new Pending(record.topic(), size, callback, null));
        room.add(size);
    }

    /** The record may have been sent by now. */
    void committed(long id) {
        Pending stored = byId.computeIfPresent(id,
                (same, pending) -> new Pending(pending.topic(), pending.size(), pending.callback(), System.nanoTime()));
        if (stored != null) {
            stored.callback().stored();
        }
        if (room.isExceeded()) {
            failed(id, new EventStreamException("The event is stored, and will be sent; so many events wait with it that this"
                    + " instance does not wait for the result"));
        }
    }

    void written(long id, WrittenRecord written) {
        complete(id, written, null);
    }

    void failed(long id, EventStreamException error) {
        complete(id, null, error);
    }

    private void complete(long id, WrittenRecord written, Throwable error) {
        Pending pending = byId.remove(id);
        if (pending != null) {
            room.remove(pending.size());
            pending.callback().completed(written, error);
        }
    }

    /** Looks for records that another instance has sent, from time to time. Called by the thread of the relay only. */
    void checkOverdueIfDue(Connection connection, OutboxTable table, Set<Long> fetchedHere) throws SQLException {
        if (isEmpty() || nanosToCheck() > 0) {
            return;
        }
        lastCheck = System.nanoTime();
        List<Long> overdue = overdue(fetchedHere);
        if (!overdue.isEmpty()) {
            Set<Long> stored = table.existing(connection, overdue);
            overdue.stream().filter(id -> !stored.contains(id)).forEach(this::writtenElsewhere);
        }
    }

    long nanosToCheck() {
        return lastCheck + PATIENCE - System.nanoTime();
    }

    /** Records that are stored for so long that another instance may have sent them: the next ones, each time. */
    List<Long> overdue(Set<Long> fetchedHere) {
        long now = System.nanoTime();
        List<Long> ids = new ArrayList<>();
        for (Map.Entry<Long, Pending> pending : byId.tailMap(checked, false).entrySet()) {
            Long committed = pending.getValue().committed();
            if (committed != null && now - committed > PATIENCE && !fetchedHere.contains(pending.getKey())) {
                ids.add(pending.getKey());
                if (ids.size() == CHECKED) {
                    break;
                }
            }
        }
        checked = ids.size() == CHECKED ? ids.get(CHECKED - 1) : 0;
        return ids;
    }

    /** Another instance has sent the record, whose coordinates are not known here. */
    void writtenElsewhere(long id) {
        Pending pending = byId.get(id);
        if (pending != null) {
            written(id, new WrittenRecord(pending.topic(), -1, -1));
        }
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Fails those whose transaction has committed: the others learn of its end. */
    void failCommitted(EventStreamException error) {
        byId.forEach((id, pending) -> {
            if (pending.committed() != null) {
                failed(id, error);
            }
        });
    }
}
