package io.quarkiverse.eventstream.faults.check;

import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Partition;

/**
 * The committed offsets of the group at one time.
 *
 * @param time the time of the answer, by {@link System#nanoTime()}
 * @param offsets the offsets by partition
 */
public record CommitSample(long time, Map<Partition, Long> offsets) {}
