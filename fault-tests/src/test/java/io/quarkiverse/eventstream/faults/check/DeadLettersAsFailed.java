package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** Nothing is put away that did not fail for good. That everything is that did follows from {@link NothingLost}. */
public final class DeadLettersAsFailed implements Check {

    @Override
    public String invariant() {
        return "only events that fail for good become dead letters";
    }

    @Override
    public Violations violations(Evidence evidence) {
        return evidence.deadLetters().strays();
    }
}
