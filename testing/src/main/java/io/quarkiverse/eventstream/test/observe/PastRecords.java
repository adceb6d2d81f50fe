package io.quarkiverse.eventstream.test.observe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/**
 * The records that were there before the books were begun anew: in each partition all up to an offset, and single ones beyond.
 * Guarded by the {@link Journal}.
 */
final class PastRecords {

    private final Map<TopicPartition, Long> met = new HashMap<>();
    private final Map<TopicPartition, Long> upTo = new HashMap<>();
    private final Set<Place> single = new HashSet<>();

    boolean contains(Place place) {
        Long last = upTo.get(partition(place));
        return last != null && place.offset() <= last || single.contains(place);
    }

    /** A record of the books. */
    void met(Place place) {
        met.merge(partition(place), place.offset(), Math::max);
    }

    /** The books are begun anew. */
    void addAllMet() {
        upTo.putAll(met);
        single.removeIf(place -> place.offset() <= upTo.getOrDefault(partition(place), -1L));
    }

    /** One that was on its way when the books were begun anew. Records of the books may come before it. */
    void add(Place place) {
        single.add(place);
    }

    /** Is of the books, whatever was thought: the topic was deleted, and its offsets begin anew. */
    void remove(Place place) {
        single.remove(place);
        upTo.computeIfPresent(partition(place), (partition, last) -> Math.min(last, place.offset() - 1));
        met.put(partition(place), place.offset());
    }

    private static TopicPartition partition(Place place) {
        return new TopicPartition(place.topic(), place.partition());
    }
}
