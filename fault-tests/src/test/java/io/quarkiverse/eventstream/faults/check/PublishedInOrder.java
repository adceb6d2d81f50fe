package io.quarkiverse.eventstream.faults.check;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/** Events of one publisher and key are on their topic in the order in which they were published. */
public final class PublishedInOrder implements Check {

    private record Sequence(int publisher, Partition partition, int key) {}

    @Override
    public String invariant() {
        return "events of a key are written in the order in which they are published";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        Map<Sequence, Long> last = new HashMap<>();
        evidence.topics().forEach(record -> {
            // A publisher numbers its events in order.
            long number = record.id().number();
            Long before = last.put(new Sequence(record.id().publisher(), record.coordinates().topicPartition(), record.key()),
                    number);
            if (before != null && number < before) {
                result.add(() -> "the event " + record.id() + " of key " + record.key() + " at " + record.coordinates()
                        + " comes after number " + before);
            }
        });
        return result;
    }
}
