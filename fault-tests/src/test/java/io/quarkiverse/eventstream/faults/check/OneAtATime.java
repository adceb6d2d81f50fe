package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/** Within a worker, a listener is called for an event only when its call for the one before in the same order has ended. */
public final class OneAtATime implements Check {

    @Override
    public String invariant() {
        return "a listener gets the events of a partition or key one at a time";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> result = new ArrayList<>();
        Map<List<Object>, Entry> open = new HashMap<>();
        for (Entry entry : evidence.ledger().all(entry -> !entry.listener().isEmpty())) {
            evidence.ordering().queueOf(entry).ifPresent(queue -> {
                List<Object> key = List.of(entry.worker(), entry.listener(), queue);
                if (entry.kind() != Kind.STARTED) {
                    open.remove(key);
                    return;
                }
                Entry other = open.put(key, entry);
                if (other != null) {
                    result.add(entry.listener() + " in " + entry.worker() + " got " + entry.id() + " while it was at "
                            + other.id());
                }
            });
        }
        return result;
    }
}
