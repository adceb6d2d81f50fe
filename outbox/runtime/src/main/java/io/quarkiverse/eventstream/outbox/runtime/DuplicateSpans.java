package io.quarkiverse.eventstream.outbox.runtime;

import jakarta.inject.Singleton;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/** Marks the spans of invocations that left their listener out. A bean only if the application has tracing. */
@Singleton
public class DuplicateSpans implements DuplicateObserver {

    private static final AttributeKey<Boolean> DUPLICATE = AttributeKey.booleanKey("eventstream.duplicate");

    /** The span of the invocation is current. */
    @Override
    public void skippedDuplicate(String listener) {
        Span.current().setAttribute(DUPLICATE, true);
    }
}
