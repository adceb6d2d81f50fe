package io.quarkiverse.eventstream.test.publish;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.RawKafka;
import io.quarkiverse.eventstream.test.Received;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;
import io.quarkus.test.QuarkusUnitTest;

class SpanContextTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.otel.traces.exporter", "none");

    @Inject
    EventStream events;

    @Inject
    Tracer tracer;

    @Inject
    RawKafka kafka;

    @Test
    void anEventCarriesTheCurrentSpanUnlessItSetsItsOwn() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        events.newSubscription("spans").topic(topic).offset(Offset.EARLIEST).handler(received).register();
        OutgoingEvent.Builder builder = OutgoingEvent.builder("e").topic(topic).namespace("n").key("k");

        Span span = tracer.spanBuilder("here").startSpan();
        try (Scope current = span.makeCurrent()) {
            assertThat(current).isNotNull();
            events.publishAndAwait(builder.build());
            events.publishAndAwait(builder.spanContext("1:2:0:1").build());
        } finally {
            span.end();
        }
        events.publishAndAwait(OutgoingEvent.builder("e").topic(topic).namespace("n").key("k").build());

        received.awaitCount(3);
        IncomingEvent traced = received.events().get(0);
        assertThat(traced.spanContext()).isEqualTo(span.getSpanContext().getTraceId() + ":"
                + span.getSpanContext().getSpanId() + ":0:1");
        assertThat(JaegerSpanContext.parse(traced.spanContext()).orElseThrow().getTraceId())
                .isEqualTo(span.getSpanContext().getTraceId());
        assertThat(received.events().get(1).spanContext()).isEqualTo("1:2:0:1");
        assertThat(received.events().get(2).spanContext()).isEmpty();
    }
}
