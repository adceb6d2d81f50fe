package io.quarkiverse.eventstream.faults.check;

import java.util.List;

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
     * @return one sentence for each violation; empty if the invariant held
     */
    List<String> violations(Evidence evidence);
}
