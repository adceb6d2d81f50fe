package io.quarkiverse.eventstream.outbox.it;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** The ids of the events whose spans say that they are duplicates. */
@Singleton
public class Duplicates implements SpanProcessor {

    private final List<String> ids = new CopyOnWriteArrayList<>();

    List<String> ids() {
        return ids;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (Boolean.TRUE.equals(span.getAttribute(booleanKey("eventstream.duplicate")))) {
            ids.add(span.getAttribute(stringKey("messaging.message.id")));
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
