package io.quarkiverse.eventstream.runtime.deliver;

/**
 * The bounds of what is fetched ahead of the listeners.
 *
 * @param records how many records of a partition; 1 or more
 * @param memory how many bytes, in the whole service
 */
public record RecordBounds(int records, RecordMemory memory) {}
