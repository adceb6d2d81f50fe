package org.acme.shop;

import io.opentelemetry.context.Context;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

final class Spans {

    private Spans() {}

    static Context of(IncomingEvent event) {
        // tag::jaeger[]
        Context context = JaegerSpanContext.toContext(Context.current(), event.spanContext());
        // end::jaeger[]
        return context;
    }
}
