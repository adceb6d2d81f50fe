package io.quarkiverse.eventstream.faults.check;

import java.util.List;

/** A worker ends when it is asked to, soon, and never before. */
public final class StoppedInTime implements Check {

    @Override
    public String invariant() {
        return "workers stop when asked to, in time";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.endings().stream().filter(ending -> !ending.asked() || !ending.inTime())
                .map(ending -> ending.worker() + (ending.asked()
                        ? " had not stopped after " + ending.millis() + " ms"
                        : " ended unasked"))
                .toList();
    }
}
