package io.quarkiverse.eventstream.runtime.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * How it stands with a consumption.
 *
 * @param condition in one word
 * @param reason what is the matter, in one sentence; null if all is well
 * @param since since when it has stood so, as {@link System#nanoTime} counts; only where something is the matter
 * @param partitions the partitions that this instance holds, in ascending order
 * @param lag how many records of these partitions are not done; empty if it is not known
 * @param lastTurn when it last looked for records, as {@link System#nanoTime} counts
 */
public record ConsumptionState(Condition condition, String reason, long since, List<Integer> partitions, OptionalLong lag,
        long lastTurn) {

    /** How it stands, in one word. */
    public enum Condition {

        /** Records come as they are written. */
        CONSUMING(true),
        /** The broker does not answer: not yet, or not any more. It is consumed again by itself when it does. */
        UNREACHABLE(false),
        /** The broker refuses this service, or it can't be understood: somebody has to put that right. */
        DENIED(false),
        /** It fails again and again, for another reason. */
        FAILING(false),
        /** It fails again and again for want of memory. */
        OUT_OF_MEMORY(false),
        /** Records come, but what is done can't be committed, and so would be delivered again. */
        COMMITS_FAILING(true);

        private final boolean consuming;

        Condition(boolean consuming) {
            this.consuming = consuming;
        }

        /**
         * Whether records come.
         *
         * @return true if what is there to be consumed is
         */
        public boolean isConsuming() {
            return consuming;
        }
    }
}
