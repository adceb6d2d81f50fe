package io.quarkiverse.eventstream.test.observe;

import java.util.Collection;
import java.util.List;

import io.quarkiverse.eventstream.test.observe.RecordEntry.Part;

/**
 * Checks whether records only wait for redelivery to listeners that have failed, or for preceding records that do. Guarded by the
 * {@link Journal}.
 */
final class StandStill {

    private final Collection<RecordEntry> unfinished;
    private final List<Part> all;
    private final List<Part> parts;

    /**
     * Takes a snapshot.
     *
     * @param listener the listener to check; null for all
     */
    StandStill(Collection<RecordEntry> unfinished, String listener) {
        this.unfinished = unfinished;
        this.all = unfinished.stream().flatMap(record -> record.dueParts().stream()).toList();
        this.parts = all.stream().filter(part -> listener == null || part.listener().equals(listener)).toList();
    }

    /** The parts of the listener to check. */
    List<Part> parts() {
        return parts;
    }

    /**
     * Whether nothing happens until an event is redelivered.
     *
     * @param waiting how many events wait for redelivery: a failure policy may also be about to give up an event
     */
    boolean lastsUntilRedelivery(int waiting) {
        List<Part> failed = all.stream().filter(Part::hasFailed).toList();
        return !failed.isEmpty() && failed.size() <= waiting && unfinished.stream().noneMatch(RecordEntry::isRunning)
                && parts.stream().allMatch(part -> part.hasFailed() || failed.stream().anyMatch(part::isBehind));
    }
}
