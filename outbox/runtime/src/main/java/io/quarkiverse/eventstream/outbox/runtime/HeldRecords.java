package io.quarkiverse.eventstream.outbox.runtime;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.outbox.runtime.StoredRecord.OrderKey;

/** The records that are fetched and not deleted, in the lanes of their keys, within a bound. Confined to the thread of the relay. */
final class HeldRecords {

    private static final int MOST = 5_000;
    private static final long MOST_BYTES = 16 << 20;

    private final Map<OrderKey, Lane> lanes = new HashMap<>();
    /** With those that are written and wait for their deletion. */
    private final Set<Long> ids = new HashSet<>();
    private long bytes;

    /** How many more records may be fetched. */
    int room() {
        return bytes >= MOST_BYTES ? 0 : MOST - ids.size();
    }

    int size() {
        return ids.size();
    }

    boolean contains(long id) {
        return ids.contains(id);
    }

    Set<Long> ids() {
        return ids;
    }

    /** A copy. */
    List<Lane> lanes() {
        return List.copyOf(lanes.values());
    }

    /** Adds fetched records, unless they are held already, or their lane has no room. */
    void add(List<StoredRecord> records) {
        for (StoredRecord record : records) {
            if (!ids.contains(record.id())
                    && lanes.computeIfAbsent(record.orderKey(), key -> new Lane(record.keyHash())).add(record)) {
                ids.add(record.id());
                bytes += record.size();
            }
        }
    }

    /** The record in flight of a lane was written. It is held until it is deleted. */
    void written(StoredRecord record, Lane lane) {
        lane.written();
        bytes -= record.size();
        removeIfEmpty(record, lane);
    }

    void deleted(Collection<Long> deleted) {
        ids.removeAll(deleted);
    }

    /** A record that was refused is another by now. */
    void correct(StoredRecord refused, StoredRecord corrected, Lane lane) {
        lane.correct(corrected);
        bytes += corrected.size() - refused.size();
    }

    /** A record that was refused does not exist any more. */
    void discard(StoredRecord refused, Lane lane) {
        lane.discard(refused);
        forget(refused);
        removeIfEmpty(refused, lane);
    }

    private void forget(StoredRecord record) {
        ids.remove(record.id());
        bytes -= record.size();
    }

    private void removeIfEmpty(StoredRecord record, Lane lane) {
        if (lane.isEmpty()) {
            lanes.remove(record.orderKey());
        }
    }

    /** Forgets the records of other shards, except for those in flight. */
    void retain(Set<Integer> shards, Consumer<StoredRecord> forgotten) {
        lanes.values().removeIf(lane -> {
            if (!shards.contains(lane.shard)) {
                lane.forgetWaiting().forEach(record -> {
                    forget(record);
                    forgotten.accept(record);
                });
            }
            return lane.isEmpty();
        });
    }

    boolean isInFlight(int shard) {
        return lanes.values().stream().anyMatch(lane -> lane.shard == shard && lane.isInFlight());
    }

    boolean wantsMoreOfKeys() {
        return lanes.values().stream().anyMatch(Lane::wantsMore);
    }

    /** The hashes of keys with more records than are held. */
    Set<Integer> congested() {
        return lanes.values().stream().filter(Lane::isCongested).map(lane -> lane.hash).collect(Collectors.toSet());
    }
}
