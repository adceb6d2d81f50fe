package io.quarkiverse.eventstream.faults.check;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * No event is delivered to a listener for the first time, by any worker, after a later one of its partition or key. This holds even
 * while a worker that was cut off still delivers events of a partition that another has taken over: the successor begins at or before
 * the position of the other, and both continue without a gap.
 */
public final class FirstDeliveriesInOrder implements Check {

    @Override
    public String invariant() {
        return "first deliveries are in order";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        for (int listener : evidence.expected().listeners()) {
            evidence.topics().partitions().forEach(partition -> check(evidence, partition, listener, result));
        }
        return result;
    }

    /** Goes backwards, and compares each event with the earliest delivery of a later one. */
    private static void check(Evidence evidence, Partition partition, int listener, Violations result) {
        record Later(TopicRecord record, long time) {}
        Map<Object, Later> earliest = new HashMap<>();
        evidence.topics().forEachFromEnd(partition, record -> {
            Delivery first = evidence.ledger().firstStart(listener, record.coordinates());
            if (first == null) {
                return;
            }
            evidence.expected().ordering().queueOf(record.coordinates(), record.key()).ifPresent(queue -> {
                Later later = earliest.get(queue);
                if (later != null && first.time() > later.time()) {
                    result.add(
                            () -> "the event " + record.id() + " at " + record.coordinates() + " first came to listener "
                                    + listener
                                    + " after that at offset " + later.record().coordinates().offset());
                }
                if (later == null || first.time() < later.time()) {
                    earliest.put(queue, new Later(record, first.time()));
                }
            });
        });
    }
}
