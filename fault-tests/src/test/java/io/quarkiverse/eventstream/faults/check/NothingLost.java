package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * Every event that is on a topic was dealt with by every listener, or put away for it. That includes those of which the
 * publisher never learnt that they were written.
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
            for (int listener : evidence.listeners()) {
                if (!evidence.ledger().isDone(listener, record.place())
                        && evidence.deadLetters().doneSince(listener, record).isEmpty()) {
                    result.add(() -> "the event " + record.id() + " at " + record.place() + " was never done by listener "
                            + listener);
                }
            }
        });
        return result;
    }
}
