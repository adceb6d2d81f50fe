package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** A worker stops in time when it is asked to, and never by itself. */
public final class StoppedInTime implements Check {

    @Override
    public String invariant() {
        return "workers stop when asked to, in time";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.end().endings().stream().filter(ending -> !ending.asked() || !ending.inTime())
                .forEach(ending -> result.add(() -> ending.worker() + (ending.asked()
                        ? " had not stopped after " + ending.millis() + " ms"
                        : " ended by itself")));
        return result;
    }
}
