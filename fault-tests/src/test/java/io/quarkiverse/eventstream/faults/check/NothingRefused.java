package io.quarkiverse.eventstream.faults.check;

import java.util.List;

import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/** No publication fails: what the suite does to brokers and network passes before the time for publishing is over. */
public final class NothingRefused implements Check {

    @Override
    public String invariant() {
        return "what is published is written";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.ledger().all(Kind.REFUSED).stream()
                .map(refused -> "publishing the event " + refused.id() + " failed: " + refused.text()).toList();
    }
}
