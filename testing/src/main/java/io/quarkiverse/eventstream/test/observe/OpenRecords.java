package io.quarkiverse.eventstream.test.observe;

import java.util.List;

import io.quarkiverse.eventstream.test.ObservedRecord;

/**
 * What was published, or pushed, and is not dealt with, at one moment.
 *
 * @param underWay what its topic has not acknowledged
 * @param missing what listeners that it concerns have not dealt with
 */
public record OpenRecords(List<UnacknowledgedRecord> underWay, List<ObservedRecord> missing) {

    /**
     * Copies the lists.
     *
     * @param underWay what its topic has not acknowledged
     * @param missing what listeners have not dealt with
     */
    public OpenRecords {
        underWay = List.copyOf(underWay);
        missing = List.copyOf(missing);
    }
}
