package io.quarkiverse.eventstream.operations;

import java.time.Instant;

/**
 * The record that became a dead letter. Immutable.
 *
 * @param topic the topic, without the prefix
 * @param partition the partition
 * @param offset the offset
 * @param timestamp the timestamp of the record; null if it is not known
 */
public record LetterOrigin(String topic, int partition, long offset, Instant timestamp) {}
