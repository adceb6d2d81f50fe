package io.quarkiverse.eventstream.operations;

import java.util.Map;

/**
 * A dead-letter topic. Immutable. If other clients write to the topic in transactions, their markers count as open letters.
 *
 * @param topic the topic, without the prefix
 * @param partitions the number of partitions; 0 if the topic does not exist yet
 * @param counts the number of letters in each state; each state is present
 */
public record LetterTopic(String topic, int partitions, Map<LetterState, Long> counts) {

    /**
     * Copies the counts.
     *
     * @param topic the topic, without the prefix
     * @param partitions the number of partitions; 0 if the topic does not exist yet
     * @param counts the number of letters in each state; each state is present
     */
    public LetterTopic {
        counts = Map.copyOf(counts);
    }

    /**
     * The number of letters in a state.
     *
     * @param state the state
     * @return 0 or more
     */
    public long count(LetterState state) {
        return counts.getOrDefault(state, 0L);
    }
}
