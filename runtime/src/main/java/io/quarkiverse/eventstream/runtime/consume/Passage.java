package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/**
 * The way of fetched records through a gate, which is open for a moment only: whatever has waited for it may pass when it has opened,
 * however long it takes to come back. Confined to the polling thread.
 */
final class Passage {

    /** Most scans end by then, and nothing need be fetched again. Stopping may have to wait so long. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final DispatchGate gate;
    private boolean waits;
    private long openingsBefore;

    Passage(DispatchGate gate) {
        this.gate = gate;
    }

    /** Whether what was fetched must be fetched again later. */
    boolean isBlocked(boolean anythingFetched) {
        if (!waits && !anythingFetched) {
            return false;
        }
        // Before the other question: it must not open unnoticed in between.
        long openings = gate.openings();
        boolean hasOpened = waits && openings != openingsBefore;
        if (hasOpened || (waits ? gate.isOpen() : gate.opensWithin(PATIENCE))) {
            // What has waited is not there yet: it keeps its right to pass.
            waits = hasOpened && !anythingFetched;
            return false;
        }
        if (!waits) {
            waits = true;
            openingsBefore = openings;
        }
        return true;
    }
}
