package io.quarkiverse.eventstream.faults.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.eventstream.faults.worker.EventId;

/** The events that listeners got, by coordinates. Not thread-safe. */
final class ReceivedEvents {

    private final Map<Partition, Column> ids = new TreeMap<>();
    private final Violations mismatches = new Violations();

    void add(Coordinates coordinates, EventId event) {
        Column column = ids.computeIfAbsent(coordinates.topicPartition(), absent -> new Column());
        long before = column.get(coordinates.offset());
        if (before != 0 && before != Receipts.packed(event)) {
            mismatches.add(() -> "the event " + event + " came from " + coordinates + ", where " + Receipts.unpacked(before)
                    + " came from");
        }
        column.set(coordinates.offset(), Receipts.packed(event));
    }

    /** Null if no listener got the record. */
    EventId at(Coordinates coordinates) {
        Column column = ids.get(coordinates.topicPartition());
        return column == null ? null : Receipts.unpacked(column.get(coordinates.offset()));
    }

    void forEach(BiConsumer<Coordinates, EventId> action) {
        ids.forEach((partition, column) -> Receipts.forEach(partition, column, action));
    }

    /** Coordinates with different events. */
    Violations mismatches() {
        return mismatches;
    }
}
