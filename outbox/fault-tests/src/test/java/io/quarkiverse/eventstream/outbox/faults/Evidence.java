package io.quarkiverse.eventstream.outbox.faults;

import java.util.List;
import java.util.Set;

/**
 * The data of a run by which it is judged. The id of an event begins with its key and its number, with colons after both; the numbers of a
 * key are in the order of their transactions.
 *
 * @param committed the ids of the events whose transactions have committed
 * @param published the ids of the events on the topic, in order within each partition, without those that were published again on purpose
 * @param early the ids of the events that were sent before they were due
 * @param stored the number of events that are left in the tables
 * @param effects the effects of the listeners, each with the id of its event after a blank
 * @param listeners the names of the listeners
 * @param failures the transactions and publications that failed although they should not
 */
record Evidence(Set<String> committed, List<String> published, List<String> early, int stored, List<String> effects,
        List<String> listeners, List<String> failures) {

    /** The published events that were due at once. */
    List<String> orders() {
        return published.stream().filter(id -> !id.contains(Orders.DUE)).toList();
    }
}
