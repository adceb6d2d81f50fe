package io.quarkiverse.eventstream.test.observe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/**
 * The records of earlier books: in each partition all up to an offset, and single ones beyond. Guarded by the {@link Journal}.
 */
final class PastRecords {

    private final Map<TopicPartition, Long> observed = new HashMap<>();
    private final Map<TopicPartition, Long> upTo = new HashMap<>();
    private final Set<Coordinates> single = new HashSet<>();

    boolean contains(Coordinates coordinates) {
        Long last = upTo.get(partition(coordinates));
        return last != null && coordinates.offset() <= last || single.contains(coordinates);
    }

    /** Notes a record of the present books. */
    void observed(Coordinates coordinates) {
        observed.merge(partition(coordinates), coordinates.offset(), Math::max);
    }

    /** Adds all records of the present books, before new ones begin. */
    void addAllObserved() {
        upTo.putAll(observed);
        single.removeIf(coordinates -> coordinates.offset() <= upTo.getOrDefault(partition(coordinates), -1L));
    }

    /** Adds a record that was in flight when the present books began. Records of these books may precede it. */
    void add(Coordinates coordinates) {
        single.add(coordinates);
    }

    /** Removes a record that belongs to the present books: the topic was deleted, and its offsets start from 0 again. */
    void remove(Coordinates coordinates) {
        single.remove(coordinates);
        upTo.computeIfPresent(partition(coordinates), (partition, last) -> Math.min(last, coordinates.offset() - 1));
        observed.put(partition(coordinates), coordinates.offset());
    }

    private static TopicPartition partition(Coordinates coordinates) {
        return new TopicPartition(coordinates.topic(), coordinates.partition());
    }
}
