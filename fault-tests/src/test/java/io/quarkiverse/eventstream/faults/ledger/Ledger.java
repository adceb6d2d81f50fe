package io.quarkiverse.eventstream.faults.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * All that the workers of a run have written down: everything published, every delivery, every end. Not thread-safe.
 */
public final class Ledger {

    private final List<LedgerFile> files = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Kind, Integer> counts = new HashMap<>();
    private final Map<String, Set<Place>> done = new HashMap<>();

    /**
     * Adds the ledger of a worker.
     *
     * @param file where it will be
     */
    public void follow(Path file) {
        files.add(new LedgerFile(file));
    }

    /** Reads what has been written since the last time. */
    public void readOn() {
        files.forEach(file -> file.readOn(this::add));
    }

    /**
     * Adds what a worker has written down.
     *
     * @param entry in the order of that worker's ledger
     */
    public void add(Entry entry) {
        entries.add(entry);
        counts.merge(entry.kind(), 1, Integer::sum);
        if (entry.kind() == Kind.OK) {
            done.computeIfAbsent(entry.listener(), listener -> new HashSet<>()).add(placeOf(entry));
        }
    }

    /**
     * How often something has happened.
     *
     * @param kind what
     * @return the number of entries of this kind
     */
    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /**
     * Entries of a kind.
     *
     * @param kind what happened
     * @return in the order of each worker's ledger
     */
    public List<Entry> all(Kind kind) {
        return all(entry -> entry.kind() == kind);
    }

    /**
     * Certain entries.
     *
     * @param which those that are wanted
     * @return in the order of each worker's ledger
     */
    public List<Entry> all(Predicate<Entry> which) {
        return entries.stream().filter(which).toList();
    }

    /**
     * Whether something has happened to a worker.
     *
     * @param worker the worker
     * @param kind what
     * @return true if it has
     */
    public boolean has(String worker, Kind kind) {
        return entries.stream().anyMatch(entry -> entry.kind() == kind && entry.worker().equals(worker));
    }

    /**
     * Whether a listener has dealt with a record.
     *
     * @param listener the listener
     * @param place the record's place
     * @return true if a call for it has ended well
     */
    public boolean isDone(String listener, Place place) {
        return done.getOrDefault(listener, Set.of()).contains(place);
    }

    /**
     * The place that an entry is about.
     *
     * @param entry a delivery or a receipt
     * @return its place
     */
    public static Place placeOf(Entry entry) {
        return new Place(entry.partition(), entry.offset());
    }
}
