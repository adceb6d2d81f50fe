package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.EventId;

/** Listeners get only events that are on the topics: none of an aborted transaction, and none with other coordinates. */
public final class NothingElseDelivered implements Check {

    @Override
    public String invariant() {
        return "only events on the topics are delivered";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations().addAll(evidence.ledger().mismatches());
        evidence.ledger().forEachReceived((coordinates, event) -> {
            EventId there = evidence.topics().at(coordinates);
            if (!event.equals(there) && !evidence.topics().isDeleted(coordinates)) {
                result.add(() -> "the event " + event + " came from " + coordinates + ", where there is " + there);
            }
        });
        return result;
    }
}
