package io.quarkiverse.eventstream.faults.check;

/**
 * How a worker ended that was asked to stop, or that ended by itself.
 *
 * @param worker the worker
 * @param asked whether it was asked to
 * @param inTime whether it ended by itself in time after that; else it was killed
 * @param millis how long it took
 */
public record Ending(String worker, boolean asked, boolean inTime, long millis) {}
