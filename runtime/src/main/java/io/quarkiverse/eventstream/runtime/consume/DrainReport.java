package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;

/**
 * What became of what was in flight when partitions were let go.
 *
 * @param done calls that were running and ended in time
 * @param timedOut calls that still run
 * @param redelivered events that were fetched and are not done: they will be delivered again
 */
record DrainReport(int done, int timedOut, int redelivered) {

    static DrainReport of(Collection<PartitionDelivery> stopped) {
        int running = stopped.stream().mapToInt(PartitionDelivery::runningWhenStopped).sum();
        int stillRunning = stopped.stream().mapToInt(PartitionDelivery::running).sum();
        return new DrainReport(running - stillRunning, stillRunning,
                stopped.stream().mapToInt(PartitionDelivery::unfinished).sum());
    }

    /** Whether anything was in flight. */
    boolean isWorthTelling() {
        return done > 0 || timedOut > 0 || redelivered > 0;
    }

    @Override
    public String toString() {
        return done + " calls that ran have ended, " + timedOut + " have not in time; " + redelivered
                + " events that were fetched will be delivered again";
    }
}
