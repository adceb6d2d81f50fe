package io.quarkiverse.eventstream.runtime.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;

/**
 * Records in order: the next one begins when the one before is settled. There is a lane for a whole partition, for a key, or for a
 * record, as the {@linkplain io.quarkiverse.eventstream.Ordering ordering} says.
 *
 * <pre>
 *           add               a thread is available            not settled when begin returns
 *   IDLE ---------> WAITING -------------------------> DRAINING -------------------------------> DELIVERING
 *    ^              ^  |                               |  |  ^                                       |
 *    |              |  | no thread is available        |  +--+ settled: the next record              |
 *    |              |  v                               |                                             |
 *    |              | STRANDED                         |                                             |
 *    |              +--------------- settled, and there is a next record ----------------------------+
 *    +------------------------- settled, and there is none ------------------------------------------+
 * </pre>
 *
 * The lane moves between threads; in the state {@code DRAINING} it belongs to one of them. Thread-safe.
 */
final class Lane {

    private enum State {
        IDLE, WAITING, DRAINING, DELIVERING, STRANDED
    }

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final DeliveryContext context;
    private final Runnable becameIdle;
    private final Runnable onSettled = this::settled;

    // Guarded by this.
    private final Deque<FetchedRecord> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    /** The record that is being delivered. */
    private FetchedRecord current;
    private boolean currentSettled;
    private boolean stopping;

    /** @param becameIdle called on any thread when nothing is left to deliver */
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
            if (state != State.IDLE) {
                return;
            }
            state = State.WAITING;
        }
        drainSoon();
    }

    /** Resumes the lane, or its record, if it is stranded. */
    void resumeStranded() {
        FetchedRecord delivered;
        synchronized (this) {
            if (state == State.STRANDED) {
                state = State.WAITING;
                delivered = null;
            } else if (current == null) {
                return;
            } else {
                delivered = current;
            }
        }
        if (delivered == null) {
            drainSoon();
        } else {
            delivered.resumeStranded();
        }
    }

    private void drainSoon() {
        try {
            context.threads().runOnWorker(this::drain);
        } catch (Throwable e) {
            synchronized (this) {
                state = State.STRANDED;
            }
            context.stranded().add();
            LOG.error("No thread is available for events that wait for delivery. Retrying", e);
        }
    }

    /** Rechecks listeners that were resumed or cancelled. */
    void wake() {
        FetchedRecord delivered = current();
        if (delivered != null) {
            delivered.wake();
        }
    }

    /**
     * Begins no further invocation, and drops the records that have not begun.
     *
     * @return completes when the invocations in flight have ended
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
        return state == State.IDLE;
    }

    /** The record that is being delivered, or null. */
    synchronized FetchedRecord current() {
        return current;
    }

    /** The oldest record that is not settled, or null. */
    synchronized FetchedRecord oldest() {
        return current == null || currentSettled ? queue.peek() : current;
    }

    /** On a worker thread, which listeners may use up. */
    private void drain() {
        for (FetchedRecord record = next(); record != null; record = nextIfSettled()) {
            record.begin(onSettled);
        }
        if (isIdle()) {
            becameIdle.run();
        }
    }

    private synchronized FetchedRecord next() {
        current = stopping ? null : queue.poll();
        currentSettled = false;
        state = current == null ? State.IDLE : State.DRAINING;
        return current;
    }

    /** Null if the current record is not settled: then the thread leaves, and the one that settles the record continues. */
    private synchronized FetchedRecord nextIfSettled() {
        if (currentSettled) {
            return next();
        }
        state = State.DELIVERING;
        return null;
    }

    /** The current record is settled. On any thread. */
    private void settled() {
        boolean idle;
        synchronized (this) {
            currentSettled = true;
            if (state == State.DRAINING) {
                // The thread that drains continues.
                return;
            }
            current = null;
            idle = stopping || queue.isEmpty();
            state = idle ? State.IDLE : State.WAITING;
        }
        if (idle) {
            becameIdle.run();
        } else {
            drainSoon();
        }
    }
}
