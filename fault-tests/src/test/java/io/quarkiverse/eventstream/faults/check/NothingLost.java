package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * Every event on a topic was completed by every listener, or dead-lettered for it. That includes events whose publisher got no
 * acknowledgement.
 */
public final class NothingLost implements Check {

    @Override
    public String invariant() {
        return "nothing is lost";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.topics().forEach(record -> {
            for (int listener : evidence.expected().listeners()) {
                if (!evidence.ledger().isCompleted(listener, record.coordinates())
                        && evidence.deadLetters().deadLetteredSince(listener, record).isEmpty()) {
                    result.add(() -> "the event " + record.id() + " at " + record.coordinates()
                            + " was never completed by listener "
                            + listener);
                }
            }
        });
        return result;
    }
}
