package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;

import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;

/**
 * The outcome of a drain.
 *
 * @param completed invocations that were running and ended in time
 * @param timedOut invocations that still run
 * @param unsettled events that were fetched and are not settled
 * @param areCommitted whether those are committed, so that they are not redelivered
 */
record DrainReport(int completed, int timedOut, int unsettled, boolean areCommitted) {

    static final DrainReport EMPTY = new DrainReport(0, 0, 0, false);

    static DrainReport of(Collection<PartitionDelivery> stopped, boolean areCommitted) {
        int running = stopped.stream().mapToInt(PartitionDelivery::runningWhenStopped).sum();
        int stillRunning = stopped.stream().mapToInt(PartitionDelivery::running).sum();
        return new DrainReport(running - stillRunning, stillRunning,
                stopped.stream().mapToInt(PartitionDelivery::unfinished).sum(), areCommitted);
    }

    /** A warning if events are lost, INFO if there is something to tell. */
    Level level() {
        if (areCommitted && unsettled > 0) {
            return Level.WARN;
        }
        return completed == 0 && timedOut == 0 && unsettled == 0 ? Level.DEBUG : Level.INFO;
    }

    @Override
    public String toString() {
        return completed + " running invocations ended in time, " + timedOut + " did not; " + unsettled
                + (areCommitted
                        ? " events are lost: they were committed before their listeners completed them (commit=before)"
                        : " events that were fetched will be redelivered");
    }
}
