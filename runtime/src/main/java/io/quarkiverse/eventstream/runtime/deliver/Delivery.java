package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/**
 * The delivery of one event to one listener: when its {@linkplain DeliverySteps steps} are taken, and on which thread.
 *
 * <pre>
 *        begin             permit and thread           none follows
 *   NEW -------> READY -----------------------> RUNNING -----------> COMPLETED
 *                 ^ ^                            |   |
 *                 | |  delay over, or resumed    |   |
 *                 | +----------- WAITING <-------+   |  something was thrown
 *                 |                                  |  outside of the listener
 *                 +------------ STRANDED <-----------+
 *                   resumed by the polling thread
 * </pre>
 *
 * The delivery moves between threads; in the state {@code RUNNING} it belongs to one of them. It holds a {@linkplain Permit permit} while
 * the listener is invoked, but not while it waits or writes a dead letter. Whatever is thrown, an {@link OutOfMemoryError} included: the
 * permit is released, and the event is not settled. Thread-safe.
 */
final class Delivery implements Permit.Holder {

    private enum State {
        NEW, READY, RUNNING, WAITING, STRANDED, COMPLETED
    }

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    private final DeliverySteps steps;
    private final Permit permit;

    // Guarded by this.
    private State state = State.NEW;
    /** While it waits for a delay. */
    private Future<?> delay;
    private boolean wokenMeanwhile;
    /** Once it is to stop. */
    private CompletableFuture<Void> stopped;

    Delivery(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
        this.steps = new DeliverySteps(context, listener, record);
        this.permit = new Permit(listener.permits(), this);
    }

    Listener listener() {
        return listener;
    }

    /** Takes the first step: on this worker thread if a permit is available, else on another when one is. Throws nothing. */
    void begin() {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            state = State.READY;
        }
        try {
            if (permit.tryAcquire()) {
                run();
            } else {
                proceed();
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    /** Rechecks a listener that was resumed or cancelled. A delay runs on unless the listener was cancelled. */
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

    /** Has the listener complete the event without another invocation. Returns false if it has completed it already. */
    boolean skip(String reason) {
        synchronized (this) {
            if (state == State.COMPLETED || stopped != null) {
                return false;
            }
            steps.skip(reason);
            if (state != State.WAITING) {
                return true;
            }
            cancelDelay();
            state = State.READY;
        }
        proceed();
        return true;
    }

    /**
     * Takes no further step.
     *
     * @return completes when the invocation in flight, if any, has ended, and its record is marked if that settles it
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
        permit.withdraw();
        end.complete(null);
        return end;
    }

    /** Resumes a delivery that is stranded. */
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

    /** Whether the listener keeps failing for the event, or is paused or stopped. */
    synchronized boolean isBlocked() {
        return state != State.NEW && state != State.COMPLETED && (!listener.isDue() || steps.isFailing());
    }

    /** The event, for the health of the listener; null if the delivery has not begun, is completed, or waits by intent. */
    synchronized UnfinishedEvent unfinished() {
        return state == State.COMPLETED ? null : steps.unfinished();
    }

    /** Takes the next step on a worker thread when there is a permit. */
    private void proceed() {
        try {
            if (isStopped()) {
                return;
            }
            permit.request();
            if (isStopped()) {
                permit.withdraw();
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    @Override
    public void granted() {
        try {
            context.threads().runOnWorker(this::run);
        } catch (Throwable e) {
            strand(e);
        }
    }

    @Override
    public void refused(Throwable error) {
        strand(error);
    }

    private synchronized boolean isStopped() {
        return stopped != null;
    }

    /** With a permit, on a worker thread. */
    private void run() {
        try {
            if (runs()) {
                takeStep();
            } else {
                permit.release();
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    private synchronized boolean runs() {
        if (stopped != null) {
            return false;
        }
        state = State.RUNNING;
        wokenMeanwhile = false;
        return true;
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
            follow(step.join(), null);
        } else {
            step.whenComplete(this::follow);
        }
    }

    private void follow(NextStep next, Throwable error) {
        try {
            permit.release();
            if (error == null && steps.writes(next)) {
                steps.write(next).whenComplete(this::endStep);
            } else {
                endStep(next, error);
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    private void endStep(NextStep next, Throwable error) {
        try {
            if (error == null) {
                endStep(next);
            } else {
                strand(error);
            }
        } catch (Throwable e) {
            strand(e);
        }
    }

    private void endStep(NextStep next) {
        if (next instanceof NextStep.None) {
            // Before anything else: a stop that waits for this delivery must find the record marked.
            record.completed();
        }
        State now;
        CompletableFuture<Void> end;
        synchronized (this) {
            now = stateBefore(next);
            state = now;
            end = stopped;
            if (now == State.WAITING && end == null && next instanceof NextStep.Retry retry) {
                waitFor(retry.delayMillis());
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

    private State stateBefore(NextStep next) {
        if (next instanceof NextStep.None) {
            return State.COMPLETED;
        }
        boolean isAwake = wokenMeanwhile && (next == NextStep.PARK || listener.isCancelled()) || steps.isToBeSkipped();
        return isAwake && stopped == null ? State.READY : State.WAITING;
    }

    private void strand(Throwable error) {
        CompletableFuture<Void> end;
        synchronized (this) {
            if (state == State.COMPLETED) {
                return;
            }
            cancelDelay();
            state = State.STRANDED;
            end = stopped;
        }
        permit.release();
        context.stranded().add();
        if (end != null) {
            end.complete(null);
        }
        steps.logStranded(error);
    }

    private void waitFor(long millis) {
        try {
            delay = context.threads().time().schedule(this::endDelay, Duration.ofMillis(millis));
        } catch (RejectedExecutionException e) {
            LOG.debug("The application is stopping; the next consumer of the partition gets the event", e);
        }
    }

    private void endDelay() {
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
