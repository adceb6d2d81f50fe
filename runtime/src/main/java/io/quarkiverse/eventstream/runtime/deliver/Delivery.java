package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerPermits;

/**
 * The delivery of one event to one listener: when its {@linkplain DeliverySteps steps} are taken, and on which thread.
 * <p>
 * It moves between threads, but only ever one of them is at it: the state {@code RUNNING} stands for it. It holds a
 * {@linkplain ListenerPermits place} while the listener is being called, so none while it waits, or while a dead letter is written.
 * <p>
 * Whatever is thrown on the way, an {@link OutOfMemoryError} too: it gives its place back, the event is not settled, and the polling
 * thread has it go on in a moment. Thread-safe.
 */
final class Delivery implements PermitRequest.Holder {

    private enum State {
        /** Not begun. */
        NEW,
        /** Its next step is due, as soon as there is a place and a thread. */
        READY,
        /** A thread takes a step, or a call is in flight. */
        RUNNING,
        /** For a delay to pass, or for the listener to be resumed. */
        WAITING,
        /** For the polling thread to have it go on: something was thrown that was not the listener's. */
        STRANDED,
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
    private PermitRequest request;
    private boolean holdsPermit;
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

    /** Takes the first step on this worker thread if there is a place, else when there is one. Throws nothing. */
    void begin() {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            state = State.READY;
        }
        try {
            if (listener.permits().tryAcquire()) {
                takePermit();
                run();
            } else {
                proceed();
            }
        } catch (Throwable e) {
            strand(e);
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
     * @return completes when the call that is in flight, if any, has ended, and what it ended is marked
     */
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> end;
        PermitRequest waiting;
        synchronized (this) {
            if (stopped == null) {
                stopped = new CompletableFuture<>();
            }
            end = stopped;
            cancelDelay();
            if (state == State.RUNNING) {
                return end;
            }
            waiting = request;
        }
        if (waiting != null) {
            waiting.withdraw();
        }
        end.complete(null);
        return end;
    }

    /** Goes on, if something was thrown that kept it from that. */
    void resumeStranded() {
        synchronized (this) {
            if (state != State.STRANDED || stopped != null) {
                return;
            }
            state = State.READY;
        }
        proceed();
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /** How it stands, for whoever asks after the health of the listener; null if it has not begun, or is through. */
    synchronized UnfinishedEvent unfinished() {
        return state == State.THROUGH ? null : steps.unfinished();
    }

    /** Takes the next step once there is a place, on a worker thread. */
    private void proceed() {
        try {
            PermitRequest waiting = new PermitRequest(listener.permits(), this);
            synchronized (this) {
                if (stopped != null) {
                    return;
                }
                request = waiting;
            }
            waiting.make();
            if (isStopped()) {
                waiting.withdraw();
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    @Override
    public void granted() {
        takePermit();
        try {
            context.threads().runOnWorker(this::run);
        } catch (Throwable e) {
            strand(e);
        }
    }

    @Override
    public void failed(Throwable error) {
        strand(error);
    }

    private synchronized void takePermit() {
        request = null;
        holdsPermit = true;
    }

    private void releasePermit() {
        synchronized (this) {
            if (!holdsPermit) {
                return;
            }
            holdsPermit = false;
        }
        listener.permits().release();
    }

    private synchronized boolean isStopped() {
        return stopped != null;
    }

    /** With a place, on a worker thread. */
    private void run() {
        try {
            if (isToRun()) {
                takeStep();
            } else {
                releasePermit();
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    private synchronized boolean isToRun() {
        if (stopped == null) {
            state = State.RUNNING;
            wokenMeanwhile = false;
        }
        return stopped == null;
    }

    private void takeStep() {
        CompletableFuture<NextStep> step;
        context.threads().mayBlock();
        try {
            step = steps.next();
        } finally {
            context.threads().returnFromBlocking();
        }
        if (step.isDone()) {
            conclude(step.join(), null);
        } else {
            step.whenComplete(this::conclude);
        }
    }

    private void conclude(NextStep next, Throwable error) {
        try {
            releasePermit();
            if (error == null && next.kind() == NextStep.Kind.ASIDE) {
                steps.putAside().whenComplete(this::settle);
            } else {
                settle(next, error);
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    private void settle(NextStep next, Throwable error) {
        if (error != null) {
            strand(error);
            return;
        }
        try {
            settle(next);
        } catch (Throwable e) {
            strand(e);
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
        if (now == State.WAITING) {
            record.forgetEvent();
        }
        if (end != null) {
            end.complete(null);
        } else if (now == State.READY) {
            proceed();
        }
    }

    /** Something was thrown that keeps this from going on by itself. */
    private void strand(Throwable error) {
        CompletableFuture<Void> end;
        synchronized (this) {
            if (state == State.THROUGH) {
                return;
            }
            cancelDelay();
            state = State.STRANDED;
            end = stopped;
        }
        releasePermit();
        context.stranded().add();
        if (end != null) {
            end.complete(null);
        }
        steps.complain(error);
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
