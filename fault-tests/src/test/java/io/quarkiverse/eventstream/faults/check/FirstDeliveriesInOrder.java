package io.quarkiverse.eventstream.faults.check;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * No event is delivered to a listener for the first time, by any worker, after a later one of its partition or key. This holds
 * even while a worker that was cut off still delivers what another has taken over: whoever takes over begins at or before what
 * the other has reached, and both go on without a gap.
 */
public final class FirstDeliveriesInOrder implements Check {

    @Override
    public String invariant() {
        return "first deliveries are in order";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        for (int listener : evidence.listeners()) {
            evidence.topics().partitions().forEach(partition -> look(evidence, partition, listener, result));
        }
        return result;
    }

    /** From the end: which of the later ones came first? */
    private static void look(Evidence evidence, Partition partition, int listener, Violations result) {
        record Later(TopicRecord record, long time) {}
        Map<Object, Later> earliest = new HashMap<>();
        evidence.topics().forEachFromEnd(partition, record -> {
            Delivery first = evidence.ledger().firstStart(listener, record.place());
            if (first == null) {
                return;
            }
            evidence.ordering().queueOf(record.place(), record.key()).ifPresent(queue -> {
                Later later = earliest.get(queue);
                if (later != null && first.time() > later.time()) {
                    result.add(
                            () -> "the event " + record.id() + " at " + record.place() + " first came to listener " + listener
                                    + " after that at offset " + later.record().place().offset());
                }
                if (later == null || first.time() < later.time()) {
                    earliest.put(queue, new Later(record, first.time()));
                }
            });
        });
    }
}
