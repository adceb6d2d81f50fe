package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fetched records of one key, in order; one at a time is in flight, so that a record that is refused holds the others back. Confined to
 * the thread of the relay.
 */
final class Lane {

    /** More are fetched when these have been sent, so that one key can't take the room of all others. */
    static final int LIMIT = 200;

    private static final long FIRST_DELAY = Duration.ofMillis(200).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    final int hash;
    final int shard;
    private final TreeMap<Long, StoredRecord> waiting = new TreeMap<>();
    private StoredRecord inFlight;
    /** Whether more records of the key are stored than were fetched. */
    private boolean hasMore;
    private int failures;
    private long retryAt;

    Lane(int hash) {
        this.hash = hash;
        this.shard = StoredRecord.shard(hash);
    }

    /** Adds a record that was fetched. Returns false if the lane has no room; there always is for one that has to come earlier. */
    boolean add(StoredRecord record) {
        if (waiting.size() >= LIMIT && record.id() > waiting.lastKey()) {
            hasMore = true;
            return false;
        }
        waiting.put(record.id(), record);
        return true;
    }

    /** Takes the next record to be sent; null if there is none, or if it has to wait. */
    StoredRecord next(long now) {
        if (inFlight != null || failures > 0 && now - retryAt < 0) {
            return null;
        }
        Map.Entry<Long, StoredRecord> first = waiting.pollFirstEntry();
        inFlight = first == null ? null : first.getValue();
        return inFlight;
    }

    void written() {
        inFlight = null;
        failures = 0;
    }

    /** The record in flight was refused, and comes first again after a delay, which doubles with each failure up to 13 seconds. */
    void failed(long now) {
        waiting.put(inFlight.id(), inFlight);
        inFlight = null;
        retryAt = now + (FIRST_DELAY << Math.min(failures, MOST_DOUBLINGS));
        failures++;
    }

    /** The record that was refused, if it is about to be sent again; else null. */
    StoredRecord refused(long now) {
        return inFlight == null && failures > 0 && now - retryAt >= 0 && !waiting.isEmpty()
                ? waiting.firstEntry().getValue()
                : null;
    }

    /** The record that was refused is another by now. */
    void correct(StoredRecord corrected) {
        waiting.put(corrected.id(), corrected);
    }

    /** The record that was refused is not to be sent any more. */
    void discard(StoredRecord refused) {
        waiting.remove(refused.id());
        failures = 0;
    }

    boolean isInFlight() {
        return inFlight != null;
    }

    boolean isFailing() {
        return failures > 0;
    }

    long retryAt() {
        return retryAt;
    }

    int failures() {
        return failures;
    }

    boolean isEmpty() {
        return inFlight == null && waiting.isEmpty() && !hasMore;
    }

    /** Whether a fetch that leaves out its key saves reading its records in vain. */
    boolean isCongested() {
        return hasMore;
    }

    /** Whether it is time to fetch more records of its key. */
    boolean wantsMore() {
        return hasMore && waiting.size() < LIMIT / 2;
    }

    /** Records of its key were fetched, with those that it has already; they are added next. */
    void fetchedMore(boolean all) {
        hasMore = !all;
    }

    /** Forgets the records that are not in flight, because another instance sends them. */
    List<StoredRecord> forgetWaiting() {
        List<StoredRecord> forgotten = List.copyOf(waiting.values());
        waiting.clear();
        hasMore = false;
        failures = 0;
        return forgotten;
    }
}
