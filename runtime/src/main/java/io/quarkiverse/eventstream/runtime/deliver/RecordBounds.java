package io.quarkiverse.eventstream.runtime.deliver;

/**
 * How much is fetched ahead of the listeners at most.
 *
 * @param records how many records of a partition; 1 or more
 * @param memory how many bytes, in the whole service
 */
public record RecordBounds(int records, RecordMemory memory) {}
