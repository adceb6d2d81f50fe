package io.quarkiverse.eventstream.faults.check;

import java.util.List;

/** Nothing is put away that did not fail for good. That everything is that did follows from {@link NothingLost}. */
public final class DeadLettersAsFailed implements Check {

    @Override
    public String invariant() {
        return "only events that fail for good become dead letters";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.deadLetters().strays();
    }
}
