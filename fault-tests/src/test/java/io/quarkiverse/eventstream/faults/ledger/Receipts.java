package io.quarkiverse.eventstream.faults.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.eventstream.faults.worker.EventId;

/** The receipts that publishers got, with the coordinates of each event. Not thread-safe. */
public final class Receipts {

    private static final int NUMBER_BITS = 48;

    private final Map<Partition, Column> ids = new TreeMap<>();
    private final Violations doubles = new Violations();

    Receipts() {}

    void add(Coordinates coordinates, EventId event) {
        Column column = ids.computeIfAbsent(coordinates.topicPartition(), absent -> new Column());
        EventId before = unpacked(column.get(coordinates.offset()));
        if (before != null) {
            doubles.add(() -> "the receipts of " + before + " and of " + event + " both name " + coordinates);
        }
        column.set(coordinates.offset(), packed(event));
    }

    /** In one number, never 0, because publishers count from 1. */
    static long packed(EventId event) {
        return (long) event.publisher() << NUMBER_BITS | event.number();
    }

    static EventId unpacked(long packed) {
        return packed == 0 ? null : new EventId((int) (packed >>> NUMBER_BITS), packed & (1L << NUMBER_BITS) - 1);
    }

    /** All receipts. */
    public void forEach(BiConsumer<Coordinates, EventId> action) {
        ids.forEach((partition, column) -> forEach(partition, column, action));
    }

    static void forEach(Partition partition, Column ids, BiConsumer<Coordinates, EventId> action) {
        for (int offset = 0; offset < ids.size(); offset++) {
            EventId event = unpacked(ids.get(offset));
            if (event != null) {
                action.accept(new Coordinates(partition.topic(), partition.number(), offset), event);
            }
        }
    }

    /** Coordinates that several receipts name. */
    public Violations doubles() {
        return doubles;
    }
}
