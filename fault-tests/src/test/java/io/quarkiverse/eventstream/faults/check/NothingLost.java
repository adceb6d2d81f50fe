package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstream.faults.ledger.TopicRecord;

/**
 * Every event that is on the topic was dealt with by every listener, or put away for it. That includes those of which the
 * publisher never learnt that they were written.
 */
public final class NothingLost implements Check {

    @Override
    public String invariant() {
        return "nothing is lost";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> result = new ArrayList<>();
        for (TopicRecord record : evidence.records()) {
            for (String listener : evidence.listeners()) {
                if (!evidence.ledger().isDone(listener, record.place())
                        && evidence.deadLetters().doneSince(listener, record).isEmpty()) {
                    result.add("the event " + record.id() + " at " + record.place() + " was never done by " + listener);
                }
            }
        }
        return result;
    }
}
