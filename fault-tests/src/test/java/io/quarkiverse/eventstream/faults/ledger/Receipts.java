package io.quarkiverse.eventstream.faults.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.eventstream.faults.worker.EventId;

/** What publishers were told: where each event is. Not thread-safe. */
public final class Receipts {

    private static final int NUMBER_BITS = 48;

    private final Map<Partition, Column> ids = new TreeMap<>();
    private final Violations doubles = new Violations();

    Receipts() {}

    void add(Place place, EventId event) {
        Column column = ids.computeIfAbsent(place.of(), absent -> new Column());
        EventId before = unpacked(column.get(place.offset()));
        if (before != null) {
            doubles.add(() -> "the receipts of " + before + " and of " + event + " both say " + place);
        }
        column.set(place.offset(), packed(event));
    }

    /** In one number, never 0, since publishers count from 1. */
    static long packed(EventId event) {
        return (long) event.publisher() << NUMBER_BITS | event.number();
    }

    static EventId unpacked(long packed) {
        return packed == 0 ? null : new EventId((int) (packed >>> NUMBER_BITS), packed & (1L << NUMBER_BITS) - 1);
    }

    /**
     * All receipts.
     *
     * @param action gets each place and the event that is to be there
     */
    public void forEach(BiConsumer<Place, EventId> action) {
        ids.forEach((partition, column) -> {
            for (int offset = 0; offset < column.size(); offset++) {
                EventId event = unpacked(column.get(offset));
                if (event != null) {
                    action.accept(new Place(partition.topic(), partition.number(), offset), event);
                }
            }
        });
    }

    /**
     * Places that several receipts name.
     *
     * @return a sentence for each
     */
    public Violations doubles() {
        return doubles;
    }
}
