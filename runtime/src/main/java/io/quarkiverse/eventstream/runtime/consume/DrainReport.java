package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;

/**
 * The outcome of a drain.
 *
 * @param completed invocations that were running and ended in time
 * @param timedOut invocations that still run
 * @param redelivered events that were fetched and are not settled: they will be redelivered
 */
record DrainReport(int completed, int timedOut, int redelivered) {

    static final DrainReport EMPTY = new DrainReport(0, 0, 0);

    static DrainReport of(Collection<PartitionDelivery> stopped) {
        int running = stopped.stream().mapToInt(PartitionDelivery::runningWhenStopped).sum();
        int stillRunning = stopped.stream().mapToInt(PartitionDelivery::running).sum();
        return new DrainReport(running - stillRunning, stillRunning,
                stopped.stream().mapToInt(PartitionDelivery::unfinished).sum());
    }

    /** Whether nothing was in flight. */
    boolean isEmpty() {
        return equals(EMPTY);
    }

    @Override
    public String toString() {
        return completed + " running invocations ended in time, " + timedOut + " did not; " + redelivered
                + " events that were fetched will be redelivered";
    }
}
