package io.quarkiverse.eventstream.runtime.invoke;

import java.util.List;

/** The records of its topic that a listener gets. */
public enum ListenerInput {
    /** Events, decoded. */
    EVENTS,
    /** Tombstones, and no events. */
    TOMBSTONES,
    /** All records as they are: events, tombstones, and undecodable records. */
    RECORDS;

    /** The input of a method with these parameters. */
    public static ListenerInput of(List<ListenerMethod.Parameter> parameters) {
        if (parameters.contains(ListenerMethod.Parameter.TOMBSTONE)) {
            return TOMBSTONES;
        }
        return parameters.contains(ListenerMethod.Parameter.RECORD) || parameters.contains(ListenerMethod.Parameter.VALUE)
                ? RECORDS
                : EVENTS;
    }
}
