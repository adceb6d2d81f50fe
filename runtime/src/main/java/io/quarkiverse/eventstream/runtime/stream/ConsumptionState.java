package io.quarkiverse.eventstream.runtime.stream;

import java.util.List;
import java.util.OptionalLong;

/**
 * How it stands with a consumption.
 *
 * @param failure why nothing can be consumed, in one sentence; null if all is well
 * @param partitions the partitions that this instance holds, in ascending order
 * @param lag how many records of these partitions are not done; empty if it is not known
 * @param lastTurn when it last looked for records, as {@link System#nanoTime} counts
 */
public record ConsumptionState(String failure, List<Integer> partitions, OptionalLong lag, long lastTurn) {}
