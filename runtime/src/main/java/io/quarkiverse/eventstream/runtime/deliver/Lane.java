package io.quarkiverse.eventstream.runtime.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;

/**
 * Records that keep their order: the next one begins when all listeners are through with the one before. What is in order with
 * what, the {@linkplain io.quarkiverse.eventstream.Ordering ordering} says: there is a lane for a whole partition, for a key, or
 * for a record.
 * <p>
 * A lane moves between threads, but only ever one of them is at it. Thread-safe.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final DeliveryContext context;
    private final Runnable becameIdle;
    private final Runnable done = this::done;

    // Guarded by this.
    private final Deque<FetchedRecord> queue = new ArrayDeque<>();
    /** The record that is being delivered. */
    private FetchedRecord current;
    private boolean currentDone;
    /** Whether a thread works the lane off, or is about to. */
    private boolean threadAtIt;
    private boolean stopping;
    /** Whether no thread could be had for it. */
    private boolean stranded;

    /**
     * An empty lane.
     *
     * @param becameIdle called on any thread when there is nothing left to deliver
     */
    Lane(DeliveryContext context, Runnable becameIdle) {
        this.context = context;
        this.becameIdle = becameIdle;
    }

    void add(FetchedRecord record) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            queue.add(record);
            if (current != null || threadAtIt) {
                return;
            }
            threadAtIt = true;
        }
        workOffSoon();
    }

    /** Goes on, if something was thrown that kept it, or its record, from that. */
    void resumeStranded() {
        FetchedRecord waiting;
        synchronized (this) {
            waiting = stranded ? null : current;
            if (!stranded && current == null) {
                return;
            }
            stranded = false;
        }
        if (waiting == null) {
            workOffSoon();
        } else {
            waiting.resumeStranded();
        }
    }

    private void workOffSoon() {
        try {
            context.threads().runOnWorker(this::workOff);
        } catch (Throwable e) {
            synchronized (this) {
                stranded = true;
            }
            context.stranded().add();
            LOG.error("No thread is available for events that wait for delivery. Retrying", e);
        }
    }

    /** Looks again at a record whose listeners were resumed or cancelled. */
    void wake() {
        FetchedRecord waiting = current();
        if (waiting != null) {
            waiting.wake();
        }
    }

    /**
     * Begins no further call, and forgets what it has not begun.
     *
     * @return completes when the calls that are in flight have ended
     */
    CompletableFuture<Void> stop() {
        FetchedRecord last;
        synchronized (this) {
            stopping = true;
            queue.clear();
            last = current;
        }
        return last == null ? CompletableFuture.completedFuture(null) : last.stop();
    }

    synchronized boolean isIdle() {
        return current == null && !threadAtIt;
    }

    /** The record that is being delivered, or null. */
    synchronized FetchedRecord current() {
        return current;
    }

    /** On a worker thread, which listeners may use up. */
    private void workOff() {
        for (FetchedRecord record = next(); record != null; record = nextIfDone()) {
            record.begin(done);
        }
        if (isIdle()) {
            becameIdle.run();
        }
    }

    private synchronized FetchedRecord next() {
        current = stopping ? null : queue.poll();
        currentDone = false;
        threadAtIt = current != null;
        return current;
    }

    /** After a record was begun: the next one if it is done; else the thread leaves, and whoever ends the record goes on. */
    private synchronized FetchedRecord nextIfDone() {
        if (currentDone) {
            return next();
        }
        threadAtIt = false;
        return null;
    }

    /** All listeners are through with the current record. On any thread. */
    private void done() {
        boolean idle;
        synchronized (this) {
            currentDone = true;
            if (threadAtIt) {
                // That thread sees it.
                return;
            }
            current = null;
            idle = stopping || queue.isEmpty();
            threadAtIt = !idle;
        }
        if (idle) {
            becameIdle.run();
        } else {
            workOffSoon();
        }
    }
}
