package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.EventId;

/** What comes to listeners is what the topics hold: no event of a transaction that was aborted, and none that is elsewhere. */
public final class NothingElseDelivered implements Check {

    @Override
    public String invariant() {
        return "only what is on the topics is delivered";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations().addAll(evidence.ledger().strangers());
        evidence.ledger().forEachReceived((place, event) -> {
            EventId there = evidence.topics().at(place);
            if (!event.equals(there) && !evidence.topics().isDeleted(place)) {
                result.add(() -> "the event " + event + " came from " + place + ", where there is " + there);
            }
        });
        return result;
    }
}
