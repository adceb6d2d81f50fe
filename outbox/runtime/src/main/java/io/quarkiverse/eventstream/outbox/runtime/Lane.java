package io.quarkiverse.eventstream.outbox.runtime;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.utils.ExponentialBackoff;

import io.quarkiverse.eventstream.outbox.runtime.StoredRecord.OrderKey;

/**
 * The fetched records of one key, in order; one at a time is in flight, so that a record that is refused holds the others back. A lane with
 * a refused record holds no others, and takes no memory but the id: the row is read again before it is sent again. Confined to the thread of
 * the relay.
 */
final class Lane {

    /** More are fetched when these have been sent, so that one key can't take the room of all others. */
    static final int LIMIT = 200;

    private static final long NONE = -1;
    private static final ExponentialBackoff DELAYS = new ExponentialBackoff(200, 2, 12_800, 0);

    final OrderKey key;
    final long hash;
    final int shard;
    private final TreeMap<Long, StoredRecord> waiting = new TreeMap<>();
    private StoredRecord inFlight;
    private long refused = NONE;
    private int refusedSize;
    /** Whether more records of the key are stored than were fetched. */
    private boolean hasMore;
    private int failures;
    private long retryAt;

    Lane(OrderKey key, long hash) {
        this.key = key;
        this.hash = hash;
        this.shard = StoredRecord.shard(hash);
    }

    /** Adds a record that was fetched. Returns false if the lane has no room; there always is for one that has to come earlier. */
    boolean add(StoredRecord record) {
        if (isFailing() || waiting.size() >= LIMIT && record.id() > waiting.lastKey()) {
            hasMore = true;
            return false;
        }
        waiting.put(record.id(), record);
        return true;
    }

    /** Takes the next record to be sent; null if there is none, or if it has to wait. */
    StoredRecord next() {
        if (inFlight == null && !isFailing() && !waiting.isEmpty()) {
            inFlight = waiting.pollFirstEntry().getValue();
            return inFlight;
        }
        return null;
    }

    void written() {
        inFlight = null;
        refused = NONE;
        failures = 0;
    }

    /**
     * The record in flight was refused, and comes first again after a delay, which doubles with each failure up to 13 seconds.
     *
     * @return the records behind it, which the lane does not hold any more
     */
    List<StoredRecord> failed(long now) {
        refused = inFlight.id();
        refusedSize = inFlight.size();
        inFlight = null;
        retryAt = now + TimeUnit.MILLISECONDS.toNanos(DELAYS.backoff(failures++));
        return forgetWaiting();
    }

    private List<StoredRecord> forgetWaiting() {
        List<StoredRecord> forgotten = List.copyOf(waiting.values());
        hasMore |= !waiting.isEmpty();
        waiting.clear();
        return forgotten;
    }

    /** Whether the refused record is to be sent again now. */
    boolean isRetryDue(long now) {
        return isFailing() && inFlight == null && now - retryAt >= 0;
    }

    /** The refused record is sent again, as its row is by now. */
    void retry(StoredRecord record) {
        inFlight = record;
    }

    /** The refused record is not to be sent any more. */
    void discardRefused() {
        refused = NONE;
        failures = 0;
    }

    /** The id of the refused record. */
    long refused() {
        return refused;
    }

    /** The memory that the refused record takes, once its row is read again; about, since that may be corrected. */
    int refusedSize() {
        return refusedSize;
    }

    boolean isFailing() {
        return refused != NONE;
    }

    boolean isInFlight() {
        return inFlight != null;
    }

    long retryAt() {
        return retryAt;
    }

    int failures() {
        return failures;
    }

    boolean isEmpty() {
        return inFlight == null && !isFailing() && waiting.isEmpty() && !hasMore;
    }

    /** Whether a fetch that leaves out its key saves reading its records in vain. */
    boolean isCongested() {
        return hasMore;
    }

    /** Whether it is time to fetch more records of its key. */
    boolean wantsMore() {
        return hasMore && !isFailing() && waiting.size() < LIMIT / 2;
    }

    /** Records of its key were fetched, with those that it has already; they are added next. */
    void fetchedMore(boolean all) {
        hasMore = !all;
    }

    /** Forgets the records that are not in flight, because another instance sends them. The refused one is not among those returned. */
    List<StoredRecord> leave() {
        List<StoredRecord> forgotten = forgetWaiting();
        hasMore = false;
        if (inFlight == null) {
            discardRefused();
        }
        return forgotten;
    }
}
