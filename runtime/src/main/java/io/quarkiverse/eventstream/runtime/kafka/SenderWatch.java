package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * Checks a sender once a second from its first use on: retires a producer that is useless, and starts a diagnosis if records wait or are
 * in flight, and none was written for two checks: of the connection if that is so for all topics, and of each topic for which it is.
 */
final class SenderWatch {

    private static final Logger LOG = Logger.getLogger(SenderWatch.class);
    private static final long INTERVAL_MILLIS = 1000;

    private final ProducerSlot producers;
    private final ConnectionDiagnosis connection;
    private final TopicDiagnosis topics;
    private final BusThreads threads;
    private final Collection<TopicLane> lanes;
    private final Stall stall = new Stall();
    // Guarded by this.
    private ScheduledFuture<?> checks;
    private boolean closed;

    /** @param lanes those of the sender, of which more may come */
    SenderWatch(ProducerSlot producers, ConnectionDiagnosis connection, TopicDiagnosis topics, BusThreads threads,
            Collection<TopicLane> lanes) {
        this.producers = producers;
        this.connection = connection;
        this.topics = topics;
        this.threads = threads;
        this.lanes = lanes;
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

    /** A record of a topic was written. */
    void noteProgress(TopicLane lane) {
        stall.noteProgress();
        lane.stall().noteProgress();
    }

    private void check() {
        if (!isClosed() && producers.isUseless()) {
            threads.own().execute(producers::retireIfUseless);
        }
        switch (stall.check(lanes.stream().anyMatch(TopicLane::hasRecords))) {
            case STALLED -> connection.examineSoon();
            case PROGRESS -> {
                connection.forget();
                producers.resetDelay();
            }
            case NONE -> {
            }
        }
        lanes.forEach(this::check);
    }

    private void check(TopicLane lane) {
        switch (lane.stall().check(lane.hasRecords())) {
            case STALLED -> {
                if (connection.lastFinding().isEmpty()) {
                    topics.examineSoon(lane.topic());
                }
            }
            case PROGRESS -> topics.forget(lane.topic());
            case NONE -> {
            }
        }
    }
}
