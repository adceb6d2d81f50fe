package io.quarkiverse.eventstream.cli.cluster;

import java.time.Instant;
import java.util.Map;

/**
 * A topic as {@code topics} shows it.
 *
 * @param records their number, or more, if the topic is compacted or has transactions
 * @param lastEvent the timestamp of the youngest of the partitions' last records that is an event; null if there is none
 * @param deadLetterTopic null if there is none
 * @param lags the lag of each group that has committed offsets of the topic, by the group's id
 */
public record TopicSummary(String topic, int partitions, long records, Content content, Instant lastEvent,
        DeadLetters deadLetterTopic, Map<String, Long> lags) {

    /** What the last records of the partitions are. */
    public enum Content {
        EVENTS("yes"), OTHERS("no"), BOTH("some"),
        /** There is none, or none could be read. */
        NONE("");

        private final String label;

        Content(String label) {
            this.label = label;
        }

        /** Whether they are events, in one word; empty if that is not known. */
        public String label() {
            return label;
        }
    }

    /** The dead-letter topic of a topic, and how many records it has. */
    public record DeadLetters(String topic, long records) {}
}
