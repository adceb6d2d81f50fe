package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** A worker ends when it is asked to, soon, and never before. */
public final class StoppedInTime implements Check {

    @Override
    public String invariant() {
        return "workers stop when asked to, in time";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.endings().stream().filter(ending -> !ending.asked() || !ending.inTime())
                .forEach(ending -> result.add(() -> ending.worker() + (ending.asked()
                        ? " had not stopped after " + ending.millis() + " ms"
                        : " ended unasked")));
        return result;
    }
}
