package io.quarkiverse.eventstream.runtime.listen;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A registered listener and its state.
 */
public final class Listener {

    private static final long STACK_TRACE_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final ListenerSpec spec;
    private final ListenerCall call;
    private volatile boolean paused;
    private final AtomicLong nextStackTrace = new AtomicLong(System.nanoTime());
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();

    // Guarded by this.
    private boolean cancelled;
    private int calls;

    /**
     * A listener that is neither paused nor cancelled.
     *
     * @param spec what it listens to
     * @param call how it is called
     */
    public Listener(ListenerSpec spec, ListenerCall call) {
        this.spec = spec;
        this.call = call;
    }

    /**
     * What it listens to.
     *
     * @return the spec
     */
    public ListenerSpec spec() {
        return spec;
    }

    boolean wantsNamespace(String namespace) {
        return spec.namespace().isEmpty() || spec.namespace().equals(namespace);
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean paused) {
        this.paused = paused;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Ends the listener: no call begins any more. Completes when the calls that run have ended. */
    synchronized CompletionStage<Void> cancel() {
        cancelled = true;
        if (calls == 0) {
            quiet.complete(null);
        }
        return quiet;
    }

    /**
     * Starts a call.
     *
     * @return completes when the call has ended, with null or with what it failed with; null if the listener was cancelled and
     *         is not called
     */
    CompletionStage<Throwable> start(IncomingEvent event) {
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
        return result.handle((ignored, failure) -> {
            callEnded();
            return failure;
        });
    }

    /** Whether a failure should be logged with its stack trace: one in a while is enough. */
    boolean mayLogStackTrace() {
        long now = System.nanoTime();
        long next = nextStackTrace.get();
        return now - next >= 0 && nextStackTrace.compareAndSet(next, now + STACK_TRACE_INTERVAL);
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
