package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;

/**
 * The delivery of one event to one listener: when its {@linkplain DeliverySteps steps} are taken, and on which thread.
 * <p>
 * It moves between threads, but only ever one of them is at it: the state {@code RUNNING} stands for it. It holds a
 * {@linkplain Slots place} while the listener is being called, so none while it waits, or while a dead letter is written. Thread-safe.
 */
final class Delivery {

    private enum State {
        /** Not begun. */
        NEW,
        /** Its next step is due, as soon as there is a place and a thread. */
        READY,
        /** A thread takes a step, or a call is under way. */
        RUNNING,
        /** For a delay to pass, or for the listener to be resumed. */
        WAITING,
        /** The listener is through. */
        THROUGH
    }

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    private final DeliverySteps steps;

    // Guarded by this.
    private State state = State.NEW;
    private Future<?> delay;
    private boolean wokenMeanwhile;
    /** Once it is to stop. */
    private CompletableFuture<Void> stopped;

    Delivery(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
        this.steps = new DeliverySteps(context, listener, record);
    }

    Listener listener() {
        return listener;
    }

    /** Takes the first step on this worker thread if there is a place, else when there is one. */
    void begin() {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            state = State.READY;
        }
        if (listener.slots().tryAcquire()) {
            run();
        } else {
            proceed();
        }
    }

    /** Looks again after the listener was resumed or cancelled. A delay runs on, unless nobody waits for its end any more. */
    void wake() {
        synchronized (this) {
            wokenMeanwhile = true;
            if (state != State.WAITING || delay != null && !listener.isCancelled()) {
                return;
            }
            cancelDelay();
            state = State.READY;
        }
        proceed();
    }

    /**
     * Takes no further step.
     *
     * @return completes when the call that is under way, if any, has ended, and what it ended is marked
     */
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> end;
        synchronized (this) {
            if (stopped == null) {
                stopped = new CompletableFuture<>();
            }
            end = stopped;
            cancelDelay();
            if (state == State.RUNNING) {
                return end;
            }
        }
        end.complete(null);
        return end;
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /** How it stands, for whoever asks after the health of the listener; null if it has not begun, or is through. */
    synchronized UnfinishedEvent unfinished() {
        return state == State.THROUGH ? null : steps.unfinished();
    }

    private void proceed() {
        listener.slots().acquire(() -> context.threads().runOnWorker(this::run));
    }

    /** With a place, on a worker thread. */
    private void run() {
        synchronized (this) {
            if (stopped == null) {
                state = State.RUNNING;
                wokenMeanwhile = false;
            }
        }
        if (!isRunning()) {
            listener.slots().release();
            return;
        }
        context.threads().mayBlock();
        CompletableFuture<NextStep> step = steps.next();
        context.threads().isBack();
        if (step.isDone()) {
            conclude(step.join());
        } else {
            step.thenAccept(this::conclude);
        }
    }

    private void conclude(NextStep next) {
        listener.slots().release();
        if (next.kind() == NextStep.Kind.ASIDE) {
            steps.putAside().thenAccept(this::settle);
        } else {
            settle(next);
        }
    }

    private void settle(NextStep next) {
        if (next.kind() == NextStep.Kind.NONE) {
            // Before anything else: whoever stops this must find it marked.
            record.through();
        }
        State now;
        CompletableFuture<Void> end;
        synchronized (this) {
            now = stateAfter(next);
            state = now;
            end = stopped;
            if (now == State.WAITING && next.kind() == NextStep.Kind.AGAIN && end == null) {
                waitFor(next.delayMillis());
            }
        }
        if (end != null) {
            end.complete(null);
        } else if (now == State.READY) {
            proceed();
        }
    }

    private State stateAfter(NextStep next) {
        if (next.kind() == NextStep.Kind.NONE) {
            return State.THROUGH;
        }
        boolean looksAgain = wokenMeanwhile && (next.kind() == NextStep.Kind.PARKED || listener.isCancelled());
        return looksAgain && stopped == null ? State.READY : State.WAITING;
    }

    private void waitFor(long millis) {
        try {
            delay = context.threads().redeliveries().schedule(this::delayIsOver, Duration.ofMillis(millis));
        } catch (RejectedExecutionException e) {
            LOG.debug("The application is gone; whoever consumes next gets the event", e);
        }
    }

    private void delayIsOver() {
        synchronized (this) {
            if (state != State.WAITING || delay == null) {
                return;
            }
            delay = null;
            state = State.READY;
        }
        proceed();
    }

    private void cancelDelay() {
        if (delay != null) {
            delay.cancel(false);
            delay = null;
        }
    }
}
