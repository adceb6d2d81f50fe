package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The deliveries of the events of one partition to one listener: for each event its first invocation, its successful invocations, and
 * its first attempts. Most events have one of each; repetitions are kept in maps. Not thread-safe.
 */
final class Deliveries {

    private final Column firstStart = new Column();
    private final Column begun = new Column();
    private final Column completed = new Column();
    private final Map<Long, List<Delivery>> begunAgain = new HashMap<>();
    private final Map<Long, List<Delivery>> completedAgain = new HashMap<>();
    private int completedCount;

    void started(long offset, Delivery delivery, int attempt) {
        Delivery first = Delivery.unpacked(firstStart.get(offset));
        if (first == null || delivery.time() < first.time()) {
            firstStart.set(offset, delivery.packed());
        }
        if (attempt == 1) {
            add(begun, begunAgain, offset, delivery);
        }
    }

    void completed(long offset, Delivery delivery) {
        completedCount += completed.get(offset) == 0 ? 1 : 0;
        add(completed, completedAgain, offset, delivery);
    }

    private static void add(Column column, Map<Long, List<Delivery>> more, long offset, Delivery delivery) {
        if (column.get(offset) == 0) {
            column.set(offset, delivery.packed());
        } else {
            more.computeIfAbsent(offset, absent -> new ArrayList<>(1)).add(delivery);
        }
    }

    /** The first invocation for an event, successful or not; null if there was none. */
    Delivery firstStart(long offset) {
        return Delivery.unpacked(firstStart.get(offset));
    }

    boolean isCompleted(long offset) {
        return completed.get(offset) != 0;
    }

    int completedCount() {
        return completedCount;
    }

    int size() {
        return firstStart.size();
    }

    /** The time at which the listener first completed an event; {@link Long#MAX_VALUE} if it never did. */
    long completedSince(long offset) {
        return completedIn(offset).mapToLong(Delivery::time).min().orElse(Long.MAX_VALUE);
    }

    /** The time at which the listener first completed an event in a worker; {@link Long#MAX_VALUE} if it never did. */
    long completedSince(long offset, int worker) {
        return completedIn(offset).filter(delivery -> delivery.worker() == worker).mapToLong(Delivery::time).min()
                .orElse(Long.MAX_VALUE);
    }

    private Stream<Delivery> completedIn(long offset) {
        return of(completed, completedAgain, offset);
    }

    private static Stream<Delivery> of(Column column, Map<Long, List<Delivery>> more, long offset) {
        Delivery first = Delivery.unpacked(column.get(offset));
        return first == null ? Stream.of() : Stream.concat(Stream.of(first), more.getOrDefault(offset, List.of()).stream());
    }

    /** Each first attempt for an event that had one before. */
    void forEachRepetition(BiConsumer<Long, Repetition> action) {
        begunAgain.keySet().stream().sorted().forEach(offset -> {
            List<Delivery> all = of(begun, begunAgain, offset).sorted(Comparator.comparingLong(Delivery::time)).toList();
            for (int i = 1; i < all.size(); i++) {
                action.accept(offset, new Repetition(all.get(i - 1), all.get(i)));
            }
        });
    }

    int repetitions() {
        return begunAgain.values().stream().mapToInt(List::size).sum();
    }

    /** Each first attempt. */
    void forEachBegun(BiConsumer<Long, Delivery> action) {
        for (long offset = 0; offset < begun.size(); offset++) {
            long at = offset;
            of(begun, begunAgain, offset).forEach(delivery -> action.accept(at, delivery));
        }
    }
}
