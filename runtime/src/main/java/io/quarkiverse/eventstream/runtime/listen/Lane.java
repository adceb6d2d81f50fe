package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.runtime.BusThreads;

/**
 * Deliveries to one listener that keep their order: one at a time, the same one again after a growing delay while the listener
 * fails. What is in order with what, {@link Ordering} says: there is a lane for a whole partition, for a key, or for an event.
 * <p>
 * A lane moves between threads, but only ever one of them is at it: the state {@code RUNNING} stands for it. It holds a
 * {@linkplain Slots place} while it is {@code RUNNING}, so none while it waits. Thread-safe.
 */
final class Lane {

    private enum State {
        /** Nothing to deliver, or stopped. */
        IDLE,
        /** Something to deliver, as soon as there is a place and a thread. */
        READY,
        /** A thread delivers, or a call is under way. */
        RUNNING,
        /** The first event waits for its next step: for a delay to pass, or for the listener to be resumed. */
        WAITING
    }

    private static final long NO_WORKER_DELAY_MILLIS = 50;

    private final Slots slots;
    private final BusThreads threads;
    private final Runnable becameIdle;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // Guarded by this.
    private final Deque<Delivery> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    private ScheduledFuture<?> nextStep;
    private boolean wokenMeanwhile;
    private boolean stopping;

    /**
     * An empty lane.
     *
     * @param slots where its calls have to find room
     * @param threads where to run
     * @param becameIdle called on any thread when there is nothing left to deliver
     */
    Lane(Slots slots, BusThreads threads, Runnable becameIdle) {
        this.slots = slots;
        this.threads = threads;
        this.becameIdle = becameIdle;
    }

    void add(Delivery delivery) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            queue.add(delivery);
            if (state != State.IDLE) {
                return;
            }
            state = State.READY;
        }
        slots.acquire(this::begin);
    }

    /** Looks again at a delivery that waits for its listener: that was resumed, or cancelled. A delay runs on. */
    void wake() {
        synchronized (this) {
            wokenMeanwhile = true;
            boolean delayed = nextStep != null && !queue.peek().listener().isCancelled();
            if (state != State.WAITING || delayed) {
                return;
            }
            cancelDelay();
            state = State.READY;
        }
        slots.acquire(this::begin);
    }

    /**
     * Begins no further call, and forgets what it has not begun.
     *
     * @return completes when the call that is under way, if any, has ended
     */
    CompletableFuture<Void> stop() {
        synchronized (this) {
            stopping = true;
            cancelDelay();
            if (state == State.RUNNING) {
                return stopped;
            }
            queue.clear();
            state = State.IDLE;
        }
        stopped.complete(null);
        return stopped;
    }

    synchronized boolean isIdle() {
        return state == State.IDLE;
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /** What it has begun and not ended; null if there is no such thing. */
    synchronized UnfinishedEvent unfinished() {
        return state == State.RUNNING || state == State.WAITING ? queue.peek().unfinished() : null;
    }

    private void delayIsOver() {
        synchronized (this) {
            if (state != State.WAITING || nextStep == null) {
                return;
            }
            nextStep = null;
            state = State.READY;
        }
        slots.acquire(this::begin);
    }

    /** Has a place, and wants a thread; gets one a little later if the pool has none to spare just now. */
    private void begin() {
        try {
            threads.worker().execute(this::run);
        } catch (RejectedExecutionException e) {
            if (!threads.timer().isShutdown()) {
                threads.timer().schedule(this::begin, NO_WORKER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void run() {
        boolean goesOn;
        synchronized (this) {
            goesOn = state == State.READY || state == State.RUNNING;
            state = goesOn ? State.RUNNING : State.IDLE;
        }
        if (!goesOn) {
            // Stopped before it came to it.
            slots.release();
            return;
        }
        CompletableFuture<NextStep> step;
        do {
            step = first().step();
            if (!step.isDone()) {
                step.thenAccept(next -> {
                    if (conclude(next)) {
                        begin();
                    }
                });
                return;
            }
        } while (conclude(step.join()));
    }

    private synchronized Delivery first() {
        wokenMeanwhile = false;
        return queue.peek();
    }

    /**
     * After a step.
     *
     * @return true if another one is due at once; else the place has been given back
     */
    private boolean conclude(NextStep next) {
        State now;
        synchronized (this) {
            if (next.kind() == NextStep.Kind.NONE) {
                queue.poll();
            }
            now = stateAfter(next);
            state = now;
            if (now == State.WAITING && next.kind() == NextStep.Kind.AGAIN) {
                nextStep = threads.timer().schedule(this::delayIsOver, next.delayMillis(), TimeUnit.MILLISECONDS);
            }
        }
        if (now == State.RUNNING) {
            return true;
        }
        slots.release();
        if (now == State.READY) {
            slots.acquire(this::begin);
        } else if (now == State.IDLE) {
            stoppedOrIdle();
        }
        return false;
    }

    private State stateAfter(NextStep next) {
        if (stopping || queue.isEmpty()) {
            return State.IDLE;
        }
        if (next.kind() != NextStep.Kind.NONE) {
            boolean looksAgain = wokenMeanwhile
                    && (next.kind() == NextStep.Kind.PARKED || queue.peek().listener().isCancelled());
            return looksAgain ? State.RUNNING : State.WAITING;
        }
        return slots.isContended() ? State.READY : State.RUNNING;
    }

    private void stoppedOrIdle() {
        boolean wasStopped;
        synchronized (this) {
            wasStopped = stopping;
            if (wasStopped) {
                queue.clear();
            }
        }
        if (wasStopped) {
            stopped.complete(null);
        } else {
            becameIdle.run();
        }
    }

    private void cancelDelay() {
        if (nextStep != null) {
            nextStep.cancel(false);
            nextStep = null;
        }
    }
}
