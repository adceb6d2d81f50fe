package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/**
 * Applies a {@link DispatchGate} to the polls of a consumer. The gate opens only for a moment: records that were held back may pass
 * once it has opened, no matter how long it takes to fetch them again. Confined to the polling thread.
 */
final class FetchGate {

    /** Long enough for most scans of dev mode, so that few records are fetched twice; stopping may have to wait as long. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final DispatchGate gate;
    private boolean waiting;
    private long openingsBefore;

    FetchGate(DispatchGate gate) {
        this.gate = gate;
    }

    /** Returns whether fetched records may be dispatched; if not, they have to be fetched again later. */
    boolean tryPass(boolean anythingFetched) {
        if (!waiting && !anythingFetched) {
            return true;
        }
        // Read before the gate is asked: an opening in between must not be missed.
        long openings = gate.openings();
        boolean hasOpened = waiting && openings != openingsBefore;
        if (hasOpened || (waiting ? gate.requestOpen() : gate.awaitOpen(PATIENCE))) {
            // Records that were held back and have not been fetched again keep their right to pass.
            waiting = hasOpened && !anythingFetched;
            return true;
        }
        if (!waiting) {
            waiting = true;
            openingsBefore = openings;
        }
        return false;
    }
}
