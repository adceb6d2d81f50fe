package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** Something that must hold whatever happens. */
public interface Check {

    /**
     * The invariant in words.
     *
     * @return a short sentence without an end
     */
    String invariant();

    /**
     * Judges a run.
     *
     * @param evidence of the run
     * @return one sentence for each violation; none if the invariant held
     */
    Violations violations(Evidence evidence);
}
