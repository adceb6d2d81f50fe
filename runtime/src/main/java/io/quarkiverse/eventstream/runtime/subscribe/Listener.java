package io.quarkiverse.eventstream.runtime.subscribe;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.log.EventLog;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * A registered listener and its state.
 */
public final class Listener implements ObservedListener {

    // Most attempts end so; one stage for all of them.
    private static final CompletableFuture<AttemptResult> COMPLETED = CompletableFuture
            .completedFuture(AttemptResult.COMPLETED);
    private static final CompletableFuture<AttemptResult> NOT_INVOKED = CompletableFuture
            .completedFuture(AttemptResult.NOT_INVOKED);

    private final ListenerSpec spec;
    private final ListenerInvoker invoker;
    private final DeliverySettings settings;
    private final ListenerPermits permits;
    private final ListenerObservation observation;
    private final EventLog log;
    private volatile boolean paused;
    private volatile String stopReason;
    /** Once it is cancelled. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // Guarded by this.
    private boolean cancelled;
    private int inFlight;
    private long completed;
    private long failed;

    /**
     * A listener that is neither paused nor cancelled.
     *
     * @param serviceLimit the bound on invocations in the whole service
     */
    public Listener(ListenerSpec spec, ListenerInvoker invoker, DeliverySettings settings, ConcurrencyLimit serviceLimit,
            ListenerObservation observation) {
        this.spec = spec;
        this.invoker = invoker;
        this.settings = settings;
        this.observation = observation;
        this.log = new EventLog(spec.id());
        this.permits = new ListenerPermits(new ConcurrencyLimit(settings.maxConcurrency()), serviceLimit);
    }

    @Override
    public ListenerSpec spec() {
        return spec;
    }

    @Override
    public Ordering ordering() {
        return settings.ordering();
    }

    public DeliverySettings settings() {
        return settings;
    }

    /** For the rules of its topic and group. */
    public SharedConsumer.Member member() {
        return new SharedConsumer.Member("the listener " + spec.id(), spec.offset(), settings.ordering(),
                settings.commit());
    }

    public ListenerObservation observation() {
        return observation;
    }

    public ListenerPermits permits() {
        return permits;
    }

    /** The log of the outcomes of its events. */
    public EventLog log() {
        return log;
    }

    @Override
    public boolean wants(IncomingEvent event) {
        return spec.hasName(event.name())
                && (spec.namespace().isEmpty() || spec.namespace().equals(event.namespace()));
    }

    @Override
    public boolean isDue() {
        return !paused && stopReason == null && !isCancelled();
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public boolean isStopped() {
        return stopReason != null;
    }

    @Override
    public synchronized long completed() {
        return completed;
    }

    @Override
    public synchronized long failed() {
        return failed;
    }

    void pause() {
        paused = true;
    }

    /** Ends a pause, and the stop by its failure policy. */
    public void resume() {
        paused = false;
        stopReason = null;
    }

    /** Stops it, as its failure policy says, until it is resumed. */
    public void stop(String reason) {
        stopReason = reason;
    }

    /** Why its failure policy has stopped it; null if it has not. */
    public String stopReason() {
        return stopReason;
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** No further invocation begins. Completes when those in flight have ended. */
    public synchronized CompletionStage<Void> cancel() {
        cancelled = true;
        if (inFlight == 0) {
            ended.complete(null);
        }
        return ended;
    }

    /** The records of its topic that it gets. */
    public ListenerInput input() {
        return invoker.input();
    }

    /** The type as which it takes the payload of every event; null if it does not take every event, or the type is not known. */
    public Type payloadType() {
        return spec.namespace().isEmpty() ? invoker.payloadType() : null;
    }

    /** Invokes the listener for an event. The stage never fails. */
    public CompletableFuture<AttemptResult> attempt(IncomingEvent event) {
        synchronized (this) {
            if (cancelled) {
                return NOT_INVOKED;
            }
            inFlight++;
        }
        CompletableFuture<?> invocation;
        try {
            invocation = invoker.start(event).toCompletableFuture();
        } catch (Throwable failure) {
            // No thread is available, for instance.
            invocation = CompletableFuture.failedFuture(failure);
        }
        if (invocation.isDone() && !invocation.isCompletedExceptionally()) {
            invocationEnded(AttemptResult.COMPLETED);
            return COMPLETED;
        }
        try {
            // Not whenComplete: see AttemptResult.
            return invocation.handle((nothing, failure) -> {
                AttemptResult result = AttemptResult.ABANDONED;
                try {
                    result = failure == null ? AttemptResult.COMPLETED : AttemptResult.failed(failure);
                    return result;
                } finally {
                    invocationEnded(result);
                }
            });
        } catch (Throwable failure) {
            invocationEnded(AttemptResult.ABANDONED);
            throw failure;
        }
    }

    private void invocationEnded(AttemptResult result) {
        boolean last;
        synchronized (this) {
            inFlight--;
            completed += result == AttemptResult.COMPLETED ? 1 : 0;
            failed += result instanceof AttemptResult.Failed ? 1 : 0;
            last = cancelled && inFlight == 0;
        }
        if (last) {
            ended.complete(null);
        }
    }
}
