package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** Within a worker, a listener is invoked for an event only after its invocation for the preceding event of the same order has ended. */
public final class OneAtATime implements Check {

    @Override
    public String invariant() {
        return "a listener gets the events of a partition or key one at a time";
    }

    @Override
    public Violations violations(Evidence evidence) {
        return evidence.ledger().overlaps();
    }
}
