package io.quarkiverse.eventstream.test.observe;

import java.util.List;

import io.quarkiverse.eventstream.test.observed.ObservedRecord;

/**
 * A snapshot of the published or pushed records that are not settled.
 *
 * @param inFlight records that the broker has not acknowledged
 * @param missing records that listeners have not completed
 */
public record OpenRecords(List<UnacknowledgedRecord> inFlight, List<ObservedRecord> missing) {

    /** Copies the lists. */
    public OpenRecords {
        inFlight = List.copyOf(inFlight);
        missing = List.copyOf(missing);
    }
}
