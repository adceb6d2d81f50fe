package io.quarkiverse.eventstream.runtime.subscribe;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.log.EventLog;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * A registered listener and its state.
 */
public final class Listener implements ObservedListener {

    private final ListenerSpec spec;
    private final ListenerInvoker call;
    private final DeliverySettings settings;
    private final ListenerPermits permits;
    private final ListenerObservation observation;
    private final EventLog log;
    private volatile boolean paused;
    private volatile String stopReason;
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();

    // Guarded by this.
    private boolean cancelled;
    private int calls;

    /**
     * A listener that is neither paused nor cancelled.
     *
     * @param serviceLimit the bound on calls in the whole service
     */
    public Listener(ListenerSpec spec, ListenerInvoker call, DeliverySettings settings, ConcurrencyLimit serviceLimit,
            ListenerObservation observation) {
        this.spec = spec;
        this.call = call;
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

    /** How events are delivered to it. */
    public DeliverySettings settings() {
        return settings;
    }

    public ListenerObservation observation() {
        return observation;
    }

    public ListenerPermits permits() {
        return permits;
    }

    /** What became of its events. */
    public EventLog log() {
        return log;
    }

    @Override
    public boolean wants(IncomingEvent event) {
        return (spec.name().isEmpty() || spec.name().equals(event.name()))
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

    void pause() {
        paused = true;
    }

    /** Goes on, be it after a pause or after its failure policy has stopped it. */
    public void resume() {
        paused = false;
        stopReason = null;
    }

    /** Its failure policy stops it. */
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

    /** Ends the listener: no call begins any more. Completes when the calls that run have ended. */
    public synchronized CompletionStage<Void> cancel() {
        cancelled = true;
        if (calls == 0) {
            quiet.complete(null);
        }
        return quiet;
    }

    boolean takesTombstones() {
        return call.takesTombstones();
    }

    /** As what it takes the payload of each event that it may concern; null if not each, or if that can't be told. */
    public Type payloadType() {
        return spec.namespace().isEmpty() ? call.payloadType() : null;
    }

    /**
     * Starts a call.
     *
     * @return completes when the call has ended, with null or with what it failed with; null if the listener was cancelled and
     *         is not called
     */
    public CompletionStage<Throwable> start(IncomingEvent event) {
        synchronized (this) {
            if (cancelled) {
                return null;
            }
            calls++;
        }
        CompletionStage<?> result;
        try {
            result = call.start(event);
        } catch (Throwable failure) {
            // No thread could be had for it, for instance.
            result = CompletableFuture.failedStage(failure);
        }
        if (result == ListenerInvoker.ENDED_WELL) {
            callEnded();
            return ListenerInvoker.ENDED_WELL;
        }
        try {
            return result.handle((ignored, failure) -> {
                callEnded();
                return failure;
            });
        } catch (Throwable failure) {
            callEnded();
            throw failure;
        }
    }

    private void callEnded() {
        boolean last;
        synchronized (this) {
            calls--;
            last = cancelled && calls == 0;
        }
        if (last) {
            quiet.complete(null);
        }
    }
}
