package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** An invariant that must hold under all faults. */
public interface Check {

    /**
     * The invariant in words.
     *
     * @return a short clause
     */
    String invariant();

    /**
     * Judges a run.
     *
     * @return one description for each violation; none if the invariant holds
     */
    Violations violations(Evidence evidence);
}
