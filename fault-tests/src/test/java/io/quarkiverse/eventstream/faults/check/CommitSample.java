package io.quarkiverse.eventstream.faults.check;

import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Partition;

/**
 * What the group had committed at some time.
 *
 * @param time when the answer was there, by {@link System#nanoTime()}
 * @param offsets by partition
 */
public record CommitSample(long time, Map<Partition, Long> offsets) {}
