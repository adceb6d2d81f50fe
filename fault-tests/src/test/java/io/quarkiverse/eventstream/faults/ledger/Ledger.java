package io.quarkiverse.eventstream.faults.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.check.Ordering;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.EventId;

/**
 * The ledgers of all workers of a run: their publications and deliveries. It keeps some fifty bytes of an event, and checks invariants
 * that depend on the order of entries while it reads them. Not thread-safe.
 */
public final class Ledger {

    private record Part(int listener, Partition partition) {}

    private static final Set<Kind> INVOCATIONS = EnumSet.of(Kind.STARTED, Kind.OK, Kind.FAILED);

    private final Map<Integer, LedgerFile> files = new LinkedHashMap<>();
    private final Map<Integer, Path> paths = new LinkedHashMap<>();
    private final Map<Integer, Set<Kind>> kinds = new HashMap<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Part, Deliveries> deliveries = new HashMap<>();
    private final ReceivedEvents received = new ReceivedEvents();
    private final Receipts receipts = new Receipts();
    private final Overlaps overlaps;
    private RenewedTopic renewed;
    private long firstReceipt;

    /** Creates an empty ledger. */
    public Ledger(Ordering ordering) {
        this.overlaps = new Overlaps(ordering);
    }

    /** Adds the ledger of a worker. */
    public void follow(int worker, Path file) {
        files.put(worker, new LedgerFile(file));
        paths.put(worker, file);
    }

    /** Announces that a topic will be deleted and created again. The caller reports the times to the result. */
    public RenewedTopic renews(int topic) {
        renewed = new RenewedTopic(topic);
        return renewed;
    }

    /** Sets the final contents of the topics, after the last publication. */
    public void endsWith(TopicContents contents) {
        if (renewed != null) {
            renewed.release(contents, this);
        }
    }

    /**
     * The samples that can be judged: all, unless a topic was deleted.
     *
     * @param samples in order of time
     */
    public List<CommitSample> judged(List<CommitSample> samples) {
        return renewed == null ? samples : renewed.judged(samples);
    }

    /** Reads the entries since the last read. */
    public void readOn() {
        files.forEach((worker, file) -> file.readOn(entry -> add(worker, entry)));
    }

    /** Reads the rest, after all workers have ended. */
    public void readToEnd() {
        files.forEach((worker, file) -> file.readToEnd(entry -> add(worker, entry)));
    }

    /** The paths of all ledgers by worker. */
    public Map<Integer, Path> paths() {
        return Map.copyOf(paths);
    }

    /**
     * Adds an entry.
     *
     * @param worker its number, 1 or more
     * @param entry in the order of that worker's ledger
     */
    public void add(int worker, Entry entry) {
        if (counts.merge(entry.kind(), 1L, Long::sum) == 1 && entry.kind() == Kind.WRITTEN) {
            firstReceipt = entry.time();
        }
        kinds.computeIfAbsent(worker, absent -> EnumSet.noneOf(Kind.class)).add(entry.kind());
        if (INVOCATIONS.contains(entry.kind())) {
            // In the order of the ledger, and so before an entry is held: invocations of a topic that is deleted must not overlap either.
            overlaps.add(worker, Coordinates.of(entry), entry);
        }
        judge(worker, entry);
    }

    void judge(int worker, Entry entry) {
        if (renewed != null && renewed.takes(worker, entry)) {
            return;
        }
        switch (entry.kind()) {
            case STARTED, OK, FAILED -> delivery(worker, entry);
            case WRITTEN -> receipts.add(Coordinates.of(entry), entry.event());
            default -> {
                // Only counted.
            }
        }
    }

    private void delivery(int worker, Entry entry) {
        Coordinates coordinates = Coordinates.of(entry);
        Deliveries of = deliveries.computeIfAbsent(new Part(entry.listener(), coordinates.topicPartition()),
                absent -> new Deliveries());
        Delivery delivery = new Delivery(worker, entry.time());
        received.add(coordinates, entry.event());
        if (entry.kind() == Kind.STARTED) {
            of.started(coordinates.offset(), delivery, entry.attempt());
        } else if (entry.kind() == Kind.OK) {
            of.completed(coordinates.offset(), delivery);
        }
    }

    /** The number of entries of a kind. */
    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Whether a worker has an entry of a kind. */
    public boolean has(int worker, Kind kind) {
        return kinds.getOrDefault(worker, Set.of()).contains(kind);
    }

    /** Whether a listener has completed a record by a successful invocation. */
    public boolean isCompleted(int listener, Coordinates coordinates) {
        Deliveries of = of(listener, coordinates);
        return of != null && of.isCompleted(coordinates.offset());
    }

    /** The number of records that a listener has completed. */
    public long completed(int listener) {
        return deliveries.entrySet().stream().filter(part -> part.getKey().listener() == listener)
                .mapToLong(part -> part.getValue().completedCount()).sum();
    }

    /**
     * The time at which a listener completed a record.
     *
     * @return {@link Long#MAX_VALUE} if it has not
     */
    public long completedSince(int listener, Coordinates coordinates) {
        Deliveries of = of(listener, coordinates);
        return of == null ? Long.MAX_VALUE : of.completedSince(coordinates.offset());
    }

    /**
     * The time at which a listener completed a record in a worker.
     *
     * @return {@link Long#MAX_VALUE} if it has not
     */
    public long completedSince(int listener, Coordinates coordinates, int worker) {
        Deliveries of = of(listener, coordinates);
        return of == null ? Long.MAX_VALUE : of.completedSince(coordinates.offset(), worker);
    }

    /**
     * The first invocation of a listener for a record.
     *
     * @return null if there was none
     */
    public Delivery firstStart(int listener, Coordinates coordinates) {
        Deliveries of = of(listener, coordinates);
        return of == null ? null : of.firstStart(coordinates.offset());
    }

    /** The offset after the last record that a listener got, by partition. */
    public Map<Partition, Long> begun() {
        Map<Partition, Long> begun = new TreeMap<>();
        deliveries.forEach((part, of) -> begun.merge(part.partition(), (long) of.size(), Math::max));
        return begun;
    }

    private Deliveries of(int listener, Coordinates coordinates) {
        return deliveries.get(new Part(listener, coordinates.topicPartition()));
    }

    /** A record that a listener got. */
    public record Received(int listener, Coordinates coordinates) {}

    /** Each first attempt of a listener for a record that it had got before. */
    public void forEachRepetition(BiConsumer<Received, Repetition> action) {
        forEach((part, of) -> of.forEachRepetition((offset, one) -> action.accept(received(part, offset), one)));
    }

    /** The first attempts of all records. */
    public void forEachBegun(BiConsumer<Received, Delivery> action) {
        forEach((part, of) -> of.forEachBegun((offset, delivery) -> action.accept(received(part, offset), delivery)));
    }

    private void forEach(BiConsumer<Part, Deliveries> action) {
        new ArrayList<>(deliveries.entrySet()).forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }

    private static Received received(Part part, long offset) {
        return new Received(part.listener(), new Coordinates(part.partition().topic(), part.partition().number(), offset));
    }

    /** The number of repeated first attempts. */
    public long repetitions() {
        return deliveries.values().stream().mapToLong(Deliveries::repetitions).sum();
    }

    /**
     * The event that listeners got from given coordinates.
     *
     * @return null if there was none
     */
    public EventId received(Coordinates coordinates) {
        return received.at(coordinates);
    }

    /** The events that listeners got. */
    public void forEachReceived(BiConsumer<Coordinates, EventId> action) {
        received.forEach(action);
    }

    /** The time of the first receipt, at which the load began. */
    public long firstReceipt() {
        return firstReceipt;
    }

    /** The receipts of all publishers. */
    public Receipts receipts() {
        return receipts;
    }

    /** Invocations that overlapped although their events are ordered. */
    public Violations overlaps() {
        return overlaps.violations();
    }

    /** Coordinates from which listeners got different events. */
    public Violations mismatches() {
        return received.mismatches();
    }
}
