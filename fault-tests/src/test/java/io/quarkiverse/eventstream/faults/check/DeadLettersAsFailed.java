package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** Only events that fail for good are dead-lettered. That all of them are follows from {@link NothingLost}. */
public final class DeadLettersAsFailed implements Check {

    @Override
    public String invariant() {
        return "only events that fail for good are dead-lettered";
    }

    @Override
    public Violations violations(Evidence evidence) {
        return evidence.deadLetters().unexpected();
    }
}
