package io.quarkiverse.eventstream.test.observe;

import java.util.Collection;
import java.util.List;

import io.quarkiverse.eventstream.test.observe.RecordEntry.Part;

/**
 * Whether records only wait for listeners that have failed and are to be called again, or for records before them that do. Guarded by the
 * {@link Journal}.
 */
final class StandStill {

    private final Collection<RecordEntry> unfinished;
    private final List<Part> all;
    private final List<Part> parts;

    /**
     * Looks at records.
     *
     * @param unfinished those that are not dealt with
     * @param listener whose part is asked for; null for all
     */
    StandStill(Collection<RecordEntry> unfinished, String listener) {
        this.unfinished = unfinished;
        this.all = unfinished.stream().flatMap(record -> record.dueParts().stream()).toList();
        this.parts = all.stream().filter(part -> listener == null || part.listener().equals(listener)).toList();
    }

    /** The parts that are asked for. */
    List<Part> parts() {
        return parts;
    }

    /**
     * Whether that is so until an event is delivered again.
     *
     * @param waiting how many wait for that: a listener that has failed may also be about to give its event up
     */
    boolean isAsLongAs(int waiting) {
        List<Part> failed = all.stream().filter(Part::hasFailed).toList();
        return !failed.isEmpty() && failed.size() <= waiting && unfinished.stream().noneMatch(RecordEntry::isRunning)
                && parts.stream().allMatch(part -> part.hasFailed() || failed.stream().anyMatch(part::isBehind));
    }
}
