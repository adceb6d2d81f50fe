package io.quarkiverse.eventstream.outbox.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.outbox.runtime.StoredRecord.OrderKey;

/**
 * The records that are fetched and not deleted, in the lanes of their keys, within a bound. Refused records don't count, since only their
 * ids are held: a topic with many of them is left out of fetches, so that those of others flow. Confined to the thread of the relay.
 */
final class HeldRecords {

    private static final int MOST = 5_000;
    /** Less than the part of a small heap that the records may take while they wait for Kafka's client. */
    private static final long MOST_BYTES = Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16);
    private static final int MOST_REFUSED_OF_TOPIC = 200;

    private static final Comparator<Lane> BY_RETRY = (one, other) -> Long.signum(one.retryAt() - other.retryAt());

    private final Map<OrderKey, Lane> lanes = new HashMap<>();
    /** With the refused ones, and those that are written and wait for their deletion. */
    private final Set<Long> ids = new HashSet<>();
    /** The lanes with a refused record. */
    private final Set<Lane> failing = new HashSet<>();
    /** The lanes that may have a record to be sent. */
    private final Set<Lane> ready = new LinkedHashSet<>();
    private final long mostBytes;
    private long bytes;

    HeldRecords() {
        this(MOST_BYTES);
    }

    HeldRecords(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** How many more records may be fetched. */
    int room() {
        return bytes >= mostBytes ? 0 : Math.max(0, MOST - ids.size() + failing.size());
    }

    /** How many bytes they may take; one record may always be fetched. */
    long roomInBytes() {
        return mostBytes - bytes;
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
            if (!ids.contains(record.id())) {
                Lane lane = lanes.computeIfAbsent(record.orderKey(), key -> new Lane(key, record.keyHash()));
                if (lane.add(record)) {
                    ids.add(record.id());
                    bytes += record.size();
                    ready.add(lane);
                }
            }
        }
    }

    /** Takes the lanes that may have a record to be sent: those whose record was written, or that have got one, since the last call. */
    List<Lane> takeReady() {
        List<Lane> taken = List.copyOf(ready);
        ready.clear();
        return taken;
    }

    /** A copy. */
    List<Lane> failing() {
        return List.copyOf(failing);
    }

    /**
     * The lanes whose refused record is to be sent again now, as far as there is room for their records; those that have waited longest come
     * first.
     */
    List<Lane> dueForRetry(long now) {
        List<Lane> due = new ArrayList<>();
        long expected = bytes;
        for (Lane lane : failing.stream().filter(lane -> lane.isRetryDue(now)).sorted(BY_RETRY).toList()) {
            expected += lane.refusedSize();
            if (expected > mostBytes && expected > lane.refusedSize()) {
                break;
            }
            due.add(lane);
        }
        return due;
    }

    /** The time until there is a lane that is {@link #dueForRetry}; if it has to wait for room, that comes with an answer. */
    long nanosToRetry(long now) {
        return failing.stream().filter(lane -> !lane.isInFlight()).min(BY_RETRY)
                .filter(lane -> bytes == 0 || bytes + lane.refusedSize() <= mostBytes)
                .map(lane -> lane.retryAt() - now).orElse(Long.MAX_VALUE);
    }

    /** The record in flight of a lane was written. It is held until it is deleted. */
    void written(StoredRecord record, Lane lane) {
        lane.written();
        failing.remove(lane);
        ready.add(lane);
        bytes -= record.size();
        removeIfEmpty(lane);
    }

    /** The record in flight of a lane was refused. */
    void refused(StoredRecord record, Lane lane, long now) {
        lane.failed(now).forEach(this::forget);
        failing.add(lane);
        bytes -= record.size();
    }

    /** A refused record is sent again. */
    void retry(StoredRecord record, Lane lane) {
        lane.retry(record);
        bytes += record.size();
    }

    /** A refused record does not exist any more, or is one of another key. */
    void discardRefused(Lane lane) {
        ids.remove(lane.refused());
        lane.discardRefused();
        failing.remove(lane);
        removeIfEmpty(lane);
    }

    void deleted(Collection<Long> deleted) {
        ids.removeAll(deleted);
    }

    private void forget(StoredRecord record) {
        ids.remove(record.id());
        bytes -= record.size();
    }

    private void removeIfEmpty(Lane lane) {
        if (lane.isEmpty()) {
            lanes.remove(lane.key, lane);
        }
    }

    /** Forgets the records of other shards, except for those in flight. */
    void retain(Set<Integer> shards, LongConsumer refusedForgotten) {
        for (Lane lane : lanes()) {
            if (!shards.contains(lane.shard)) {
                if (lane.isFailing() && !lane.isInFlight()) {
                    refusedForgotten.accept(lane.refused());
                    ids.remove(lane.refused());
                    failing.remove(lane);
                }
                lane.leave().forEach(this::forget);
                removeIfEmpty(lane);
            }
        }
    }

    boolean isInFlight(int shard) {
        return lanes.values().stream().anyMatch(lane -> lane.shard == shard && lane.isInFlight());
    }

    boolean wantsMoreOfKeys() {
        return lanes.values().stream().anyMatch(Lane::wantsMore);
    }

    /** The hashes of keys with more records than are held. */
    Set<Long> congestedHashes() {
        return lanes.values().stream().filter(Lane::isCongested).map(lane -> lane.hash).collect(Collectors.toSet());
    }

    /** The topics that refuse so many records that no more are fetched. */
    Set<String> refusingTopics() {
        Map<String, Long> refused = failing.stream()
                .collect(Collectors.groupingBy(lane -> lane.key.topic(), Collectors.counting()));
        return refused.entrySet().stream().filter(topic -> topic.getValue() >= MOST_REFUSED_OF_TOPIC).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
