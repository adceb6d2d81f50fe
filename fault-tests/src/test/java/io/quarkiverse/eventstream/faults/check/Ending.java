package io.quarkiverse.eventstream.faults.check;

/**
 * The end of a worker.
 *
 * @param worker the worker
 * @param asked whether it was asked to stop; false if it ended by itself
 * @param inTime whether it stopped in time; if not, it was killed
 * @param millis how long the stop took
 */
public record Ending(String worker, boolean asked, boolean inTime, long millis) {}
