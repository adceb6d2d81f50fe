package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * Checks a sender once a second from its first use on: retires a producer that is useless, and starts a diagnosis if records wait or are
 * in flight, and none was written for two checks.
 */
final class SenderWatch {

    private static final Logger LOG = Logger.getLogger(SenderWatch.class);
    private static final long INTERVAL_MILLIS = 1000;

    private final ProducerSlot producers;
    private final ConnectionDiagnosis diagnosis;
    private final BusThreads threads;
    private final BooleanSupplier hasRecords;
    /** Whether a record was written since the last check. */
    private volatile boolean progressed;
    /** Only for the timer. */
    private boolean stalled;
    // Guarded by this.
    private ScheduledFuture<?> checks;
    private boolean closed;

    SenderWatch(ProducerSlot producers, ConnectionDiagnosis diagnosis, BusThreads threads, BooleanSupplier hasRecords) {
        this.producers = producers;
        this.diagnosis = diagnosis;
        this.threads = threads;
        this.hasRecords = hasRecords;
    }

    /** Has no effect after the first time. */
    synchronized void start() {
        if (checks != null || closed) {
            return;
        }
        try {
            checks = threads.timer().scheduleWithFixedDelay(this::check, INTERVAL_MILLIS, INTERVAL_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer has been shut down, the producer is not watched", e);
        }
    }

    synchronized void close() {
        closed = true;
        if (checks != null) {
            checks.cancel(false);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** A record was written. */
    void noteProgress() {
        // Reading first keeps the cache line shared.
        if (!progressed) {
            progressed = true;
        }
    }

    private void check() {
        if (!isClosed() && producers.isUseless()) {
            threads.own().execute(producers::retireIfUseless);
        }
        boolean stalledBefore = stalled;
        stalled = !progressed && hasRecords.getAsBoolean();
        if (stalled && stalledBefore) {
            diagnosis.examineSoon();
        } else if (progressed) {
            diagnosis.forget();
            producers.resetDelay();
        }
        progressed = false;
    }
}
