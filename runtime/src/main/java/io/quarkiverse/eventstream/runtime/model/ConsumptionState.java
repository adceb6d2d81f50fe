package io.quarkiverse.eventstream.runtime.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * The state of a consumer.
 *
 * @param reason the problem, in one sentence; null if there is none
 * @param since the beginning of the condition, as {@link System#nanoTime}; meaningful only if there is a reason
 * @param partitions the partitions of this instance, in ascending order
 * @param lag the number of records in these partitions that are not settled; empty if unknown
 * @param lastTurn the time of the last poll, as {@link System#nanoTime}
 */
public record ConsumptionState(Condition condition, String reason, long since, List<Integer> partitions, OptionalLong lag,
        long lastTurn) {

    /** The condition of a consumer. */
    public enum Condition {

        /** Records are consumed. */
        CONSUMING(true),
        /** The broker does not answer, not yet or not any more. Consuming resumes by itself when it answers. */
        UNREACHABLE(false),
        /** The broker refuses this service, or the connection is misconfigured: an operator has to correct it. */
        DENIED(false),
        /** The consumer fails repeatedly, for another reason. */
        FAILING(false),
        /** The consumer fails repeatedly because memory runs out. */
        OUT_OF_MEMORY(false),
        /** Records are consumed, but offsets can't be committed. */
        COMMITS_FAILING(true);

        private final boolean consuming;

        Condition(boolean consuming) {
            this.consuming = consuming;
        }

        /**
         * Whether records are consumed.
         *
         * @return true if the consumer gets the records of its partitions
         */
        public boolean isConsuming() {
            return consuming;
        }
    }
}
