package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/** An event whose publication succeeded is where its receipt says, and none is on the topic twice. */
public final class ReceiptsHold implements Check {

    @Override
    public String invariant() {
        return "what was published is where the receipt says, and only there";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> result = new ArrayList<>();
        Map<Place, String> ids = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (TopicRecord record : evidence.records()) {
            ids.put(record.place(), record.id());
            if (!seen.add(record.id())) {
                result.add("the event " + record.id() + " is on the topic once more at " + record.place());
            }
        }
        evidence.ledger().all(Kind.WRITTEN).forEach(receipt -> {
            Place place = Ledger.placeOf(receipt);
            if (!receipt.id().equals(ids.get(place))) {
                result.add("the receipt of " + receipt.id() + " says " + place + ", where there is " + ids.get(place));
            }
        });
        return result;
    }
}
