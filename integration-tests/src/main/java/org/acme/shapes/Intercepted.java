package org.acme.shapes;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

import org.eclipse.microprofile.faulttolerance.Retry;

import io.micrometer.core.annotation.Timed;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/**
 * Listeners with interceptors and contexts.
 */
public class Intercepted {

    private final Invocations invocations;
    private final PerCall perCall;
    private final AtomicInteger attempts = new AtomicInteger();

    Intercepted(Invocations invocations, PerCall perCall) {
        this.invocations = invocations;
        this.perCall = perCall;
    }

    /** Has one instance for each invocation. */
    @RequestScoped
    static class PerCall {

        private int touched;

        int touch() {
            return ++touched;
        }
    }

    @Counted
    @OnEvent(topic = "shapes", name = "counted")
    void counted(IncomingEvent event) {
        invocations.add(event, invocations.noted("intercepted"));
    }

    @OnEvent(topic = "shapes", name = "requestScoped")
    void requestScoped(IncomingEvent event) {
        invocations.add(event, "touched " + perCall.touch());
    }

    @ActivateRequestContext
    @OnEvent(topic = "shapes", name = "activated")
    void activated(IncomingEvent event) {
        invocations.add(event, "touched " + perCall.touch());
    }

    @Retry(delay = 10)
    @OnEvent(topic = "shapes", name = "retried")
    void retried(IncomingEvent event) {
        if (attempts.incrementAndGet() % 3 != 0) {
            throw new IllegalStateException("not yet");
        }
        invocations.add(event, "attempt " + event.attempt());
    }

    @Retry(delay = 10)
    @Blocking
    @OnEvent(topic = "shapes", name = "retriedUni")
    Uni<Void> retriedUni(IncomingEvent event) {
        if (attempts.incrementAndGet() % 3 != 0) {
            return Uni.createFrom().failure(new IllegalStateException("not yet"));
        }
        invocations.add(event, "attempt " + event.attempt());
        return Uni.createFrom().voidItem();
    }

    @WithSpan
    @Timed("shapes.observed")
    @OnEvent(topic = "shapes", name = "observed")
    void observed(IncomingEvent event) {
        invocations.add(event, Span.current().isRecording() ? "in a span" : "without a span");
    }
}
