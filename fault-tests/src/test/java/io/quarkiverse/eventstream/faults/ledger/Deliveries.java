package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What became of the events of one partition at one listener: for each the first call, the first that ended well, and the first of each
 * worker that was not another attempt. Most events have one of each; what comes again is kept aside. Not thread-safe.
 */
final class Deliveries {

    private final Column firstStart = new Column();
    private final Column begun = new Column();
    private final Column done = new Column();
    private final Map<Long, List<Delivery>> begunAgain = new HashMap<>();
    private final Map<Long, List<Delivery>> doneAgain = new HashMap<>();
    private int doneCount;

    void started(long offset, Delivery delivery, int attempt) {
        Delivery first = Delivery.unpacked(firstStart.get(offset));
        if (first == null || delivery.time() < first.time()) {
            firstStart.set(offset, delivery.packed());
        }
        if (attempt == 1) {
            add(begun, begunAgain, offset, delivery);
        }
    }

    void done(long offset, Delivery delivery) {
        doneCount += done.get(offset) == 0 ? 1 : 0;
        add(done, doneAgain, offset, delivery);
    }

    private static void add(Column column, Map<Long, List<Delivery>> more, long offset, Delivery delivery) {
        if (column.get(offset) == 0) {
            column.set(offset, delivery.packed());
        } else {
            more.computeIfAbsent(offset, absent -> new ArrayList<>(1)).add(delivery);
        }
    }

    /** The first call for an event, whatever became of it; null if there was none. */
    Delivery firstStart(long offset) {
        return Delivery.unpacked(firstStart.get(offset));
    }

    boolean isDone(long offset) {
        return done.get(offset) != 0;
    }

    int doneCount() {
        return doneCount;
    }

    int size() {
        return firstStart.size();
    }

    /** When the listener was first done with an event; {@link Long#MAX_VALUE} if it never was. */
    long doneSince(long offset) {
        return doneIn(offset).mapToLong(Delivery::time).min().orElse(Long.MAX_VALUE);
    }

    /** When a worker was first done with an event; {@link Long#MAX_VALUE} if it never was. */
    long doneSince(long offset, int worker) {
        return doneIn(offset).filter(delivery -> delivery.worker() == worker).mapToLong(Delivery::time).min()
                .orElse(Long.MAX_VALUE);
    }

    private Stream<Delivery> doneIn(long offset) {
        return of(done, doneAgain, offset);
    }

    private static Stream<Delivery> of(Column column, Map<Long, List<Delivery>> more, long offset) {
        Delivery first = Delivery.unpacked(column.get(offset));
        return first == null ? Stream.of() : Stream.concat(Stream.of(first), more.getOrDefault(offset, List.of()).stream());
    }

    /** Each event that began anew, with all its beginnings in order of time. */
    void forEachRepeated(BiConsumer<Long, List<Delivery>> action) {
        begunAgain.keySet().stream().sorted().forEach(offset -> action.accept(offset, of(begun, begunAgain, offset)
                .sorted(Comparator.comparingLong(Delivery::time)).toList()));
    }

    int repetitions() {
        return begunAgain.values().stream().mapToInt(List::size).sum();
    }

    /** Each beginning that was not another attempt. */
    void forEachBegun(BiConsumer<Long, Delivery> action) {
        for (long offset = 0; offset < begun.size(); offset++) {
            long at = offset;
            of(begun, begunAgain, offset).forEach(delivery -> action.accept(at, delivery));
        }
    }
}
