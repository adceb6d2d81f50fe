package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.TopicRecord;

/** Events of one publisher and key are on the topic in the order in which they were published. */
public final class PublishedInOrder implements Check {

    @Override
    public String invariant() {
        return "events of a key are written in the order in which they are published";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> result = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        for (TopicRecord record : evidence.records()) {
            // A publisher numbers its events: <publisher>-<number>.
            int dash = record.id().lastIndexOf('-');
            long number = Long.parseLong(record.id().substring(dash + 1));
            Long before = last.put(record.id().substring(0, dash) + "/" + record.key(), number);
            if (before != null && number < before) {
                result.add("the event " + record.id() + " of key " + record.key() + " at " + record.place()
                        + " comes after number " + before);
            }
        }
        return result;
    }
}
