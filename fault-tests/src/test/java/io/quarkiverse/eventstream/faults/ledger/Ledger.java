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
 * What the workers of a run have written down: what was published, each delivery, each end. It keeps some fifty bytes of an event, and
 * judges what depends on the order of entries as they come. Not thread-safe.
 */
public final class Ledger {

    /** A call that runs: of one worker and listener, for an event of what must come one at a time. */
    private record Open(int worker, int listener, Object queue) {}

    private record Part(int listener, Partition partition) {}

    private final Ordering ordering;
    private final Map<Integer, LedgerFile> files = new LinkedHashMap<>();
    private final Map<Integer, Path> paths = new LinkedHashMap<>();
    private final Map<Integer, Set<Kind>> kinds = new HashMap<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Part, Deliveries> deliveries = new HashMap<>();
    private final Map<Partition, Column> ids = new TreeMap<>();
    private final Receipts receipts = new Receipts();
    private final Map<Open, EventId> open = new HashMap<>();
    private final Violations overlaps = new Violations();
    private final Violations strangers = new Violations();
    private RenewedTopic renewed;
    private long firstReceipt;

    /**
     * An empty one.
     *
     * @param ordering of the listeners
     */
    public Ledger(Ordering ordering) {
        this.ordering = ordering;
    }

    /**
     * Adds the ledger of a worker.
     *
     * @param worker its number
     * @param file where it will be
     */
    public void follow(int worker, Path file) {
        files.put(worker, new LedgerFile(file));
        paths.put(worker, file);
    }

    /**
     * Says that a topic will be deleted and created again.
     *
     * @param topic its number
     * @return to be told when
     */
    public RenewedTopic renews(int topic) {
        renewed = new RenewedTopic(topic);
        return renewed;
    }

    /**
     * Says what the topics hold in the end. Nothing is published any more.
     *
     * @param contents what they hold
     */
    public void endsWith(TopicContents contents) {
        if (renewed != null) {
            renewed.release(contents, this);
        }
    }

    /**
     * What can be judged of what was committed.
     *
     * @param samples in order of time
     * @return all of it, unless a topic was deleted
     */
    public List<CommitSample> judged(List<CommitSample> samples) {
        return renewed == null ? samples : renewed.judged(samples);
    }

    /** Reads what has been written since the last time. */
    public void readOn() {
        files.forEach((worker, file) -> file.readOn(entry -> add(worker, entry)));
    }

    /** Reads the rest, once all workers have ended. */
    public void readToEnd() {
        files.forEach((worker, file) -> file.readToEnd(entry -> add(worker, entry)));
    }

    /**
     * The ledgers of all workers.
     *
     * @return by the worker's number
     */
    public Map<Integer, Path> paths() {
        return Map.copyOf(paths);
    }

    /**
     * Adds what a worker has written down.
     *
     * @param worker its number, 1 or more
     * @param entry in the order of that worker's ledger
     */
    public void add(int worker, Entry entry) {
        if (counts.merge(entry.kind(), 1L, Long::sum) == 1 && entry.kind() == Kind.WRITTEN) {
            firstReceipt = entry.time();
        }
        kinds.computeIfAbsent(worker, absent -> EnumSet.noneOf(Kind.class)).add(entry.kind());
        judge(worker, entry);
    }

    void judge(int worker, Entry entry) {
        if (renewed != null && renewed.takes(worker, entry)) {
            return;
        }
        switch (entry.kind()) {
            case STARTED, OK, FAILED -> delivery(worker, entry);
            case WRITTEN -> receipts.add(Place.of(entry), entry.event());
            default -> {
                // Is counted.
            }
        }
    }

    private void delivery(int worker, Entry entry) {
        Place place = Place.of(entry);
        Deliveries of = deliveries.computeIfAbsent(new Part(entry.listener(), place.of()), absent -> new Deliveries());
        Delivery delivery = new Delivery(worker, entry.time());
        requireSameEvent(place, entry.event());
        if (entry.kind() == Kind.STARTED) {
            of.started(place.offset(), delivery, entry.attempt());
        } else if (entry.kind() == Kind.OK) {
            of.done(place.offset(), delivery);
        }
        ordering.queueOf(place, entry.key()).ifPresent(queue -> oneAtATime(new Open(worker, entry.listener(), queue), entry));
    }

    private void requireSameEvent(Place place, EventId event) {
        Column column = ids.computeIfAbsent(place.of(), absent -> new Column());
        long before = column.get(place.offset());
        if (before != 0 && before != Receipts.packed(event)) {
            strangers.add(
                    () -> "the event " + event + " came from " + place + ", where " + Receipts.unpacked(before) + " came from");
        }
        column.set(place.offset(), Receipts.packed(event));
    }

    private void oneAtATime(Open call, Entry entry) {
        if (entry.kind() != Kind.STARTED) {
            open.remove(call);
            return;
        }
        EventId other = open.put(call, entry.event());
        if (other != null) {
            overlaps.add(() -> "listener " + call.listener() + " in worker " + call.worker() + " got " + entry.event()
                    + " while it was at " + other);
        }
    }

    /**
     * How often something has happened.
     *
     * @param kind what
     * @return the number of entries of this kind
     */
    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /**
     * Whether something has happened to a worker.
     *
     * @param worker the worker's number
     * @param kind what
     * @return true if it has
     */
    public boolean has(int worker, Kind kind) {
        return kinds.getOrDefault(worker, Set.of()).contains(kind);
    }

    /**
     * Whether a listener has dealt with a record.
     *
     * @param listener the listener's number
     * @param place the record's place
     * @return true if a call for it has ended well
     */
    public boolean isDone(int listener, Place place) {
        Deliveries of = of(listener, place);
        return of != null && of.isDone(place.offset());
    }

    /**
     * How many records a listener has dealt with.
     *
     * @param listener the listener's number
     * @return each counts once
     */
    public long done(int listener) {
        return deliveries.entrySet().stream().filter(part -> part.getKey().listener() == listener)
                .mapToLong(part -> part.getValue().doneCount()).sum();
    }

    /**
     * Since when a listener has dealt with a record.
     *
     * @param listener the listener's number
     * @param place the record's place
     * @return {@link Long#MAX_VALUE} if it has not
     */
    public long doneSince(int listener, Place place) {
        Deliveries of = of(listener, place);
        return of == null ? Long.MAX_VALUE : of.doneSince(place.offset());
    }

    /**
     * Since when a listener has dealt with a record in one worker.
     *
     * @param listener the listener's number
     * @param place the record's place
     * @param worker the worker's number
     * @return {@link Long#MAX_VALUE} if it has not
     */
    public long doneSince(int listener, Place place, int worker) {
        Deliveries of = of(listener, place);
        return of == null ? Long.MAX_VALUE : of.doneSince(place.offset(), worker);
    }

    /**
     * The first call of a listener for a record.
     *
     * @param listener the listener's number
     * @param place the record's place
     * @return null if there was none
     */
    public Delivery firstStart(int listener, Place place) {
        Deliveries of = of(listener, place);
        return of == null ? null : of.firstStart(place.offset());
    }

    /**
     * How far listeners have come.
     *
     * @return for each partition the offset after the last record that came to one
     */
    public Map<Partition, Long> begun() {
        Map<Partition, Long> begun = new TreeMap<>();
        deliveries.forEach((part, of) -> begun.merge(part.partition(), (long) of.size(), Math::max));
        return begun;
    }

    private Deliveries of(int listener, Place place) {
        return deliveries.get(new Part(listener, place.of()));
    }

    /**
     * A record that came to a listener.
     *
     * @param listener the listener's number
     * @param place the record's place
     */
    public record Received(int listener, Place place) {}

    /**
     * The records that came to a listener more than once, other than by another attempt.
     *
     * @param action gets all deliveries of each that began anew, in order of time
     */
    public void forEachRepeated(BiConsumer<Received, List<Delivery>> action) {
        forEach((part, of) -> of.forEachRepeated((offset, all) -> action.accept(received(part, offset), all)));
    }

    /**
     * The deliveries that are not another attempt of one before.
     *
     * @param action gets each
     */
    public void forEachBegun(BiConsumer<Received, Delivery> action) {
        forEach((part, of) -> of.forEachBegun((offset, delivery) -> action.accept(received(part, offset), delivery)));
    }

    private void forEach(BiConsumer<Part, Deliveries> action) {
        new ArrayList<>(deliveries.entrySet()).forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }

    private static Received received(Part part, long offset) {
        return new Received(part.listener(), new Place(part.partition().topic(), part.partition().number(), offset));
    }

    /**
     * How many deliveries were begun anew.
     *
     * @return beside the first of each record and listener
     */
    public long repetitions() {
        return deliveries.values().stream().mapToLong(Deliveries::repetitions).sum();
    }

    /**
     * The event that came to listeners from a place.
     *
     * @param place the place
     * @return null if none did
     */
    public EventId received(Place place) {
        Column column = ids.get(place.of());
        return column == null ? null : Receipts.unpacked(column.get(place.offset()));
    }

    /**
     * The events that came to listeners.
     *
     * @param action gets each with the place it came from
     */
    public void forEachReceived(BiConsumer<Place, EventId> action) {
        ids.forEach((partition, column) -> {
            for (int offset = 0; offset < column.size(); offset++) {
                EventId event = Receipts.unpacked(column.get(offset));
                if (event != null) {
                    action.accept(new Place(partition.topic(), partition.number(), offset), event);
                }
            }
        });
    }

    /**
     * When the load began.
     *
     * @return when the first event was written
     */
    public long firstReceipt() {
        return firstReceipt;
    }

    /**
     * What publishers were told.
     *
     * @return by place
     */
    public Receipts receipts() {
        return receipts;
    }

    /**
     * Calls that overlapped, and must not.
     *
     * @return a sentence for each
     */
    public Violations overlaps() {
        return overlaps;
    }

    /**
     * Places from which different events came.
     *
     * @return a sentence for each
     */
    public Violations strangers() {
        return strangers;
    }
}
