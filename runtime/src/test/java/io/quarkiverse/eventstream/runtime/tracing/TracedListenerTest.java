package io.quarkiverse.eventstream.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;

class TracedListenerTest {

    private final List<SpanData> spans = new ArrayList<>();

    private void invocationEndsWith(Throwable failure) {
        SpanExporter exporter = new SpanExporter() {

            @Override
            public CompletableResultCode export(Collection<SpanData> ended) {
                spans.addAll(ended);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            EventCodec codec = new EventCodec(new ObjectMapper());
            byte[] value = "{\"id\":\"0\",\"name\":\"e\"}".getBytes(StandardCharsets.UTF_8);
            new TracedListener("l", "t", "g", new TracedListener.Clients(null, null),
                    new EventSpans("kafka", provider.get("test"), null),
                    new EventContext(TextMapPropagator.noop()))
                    .invoking(new ReceivedEvent(new ConsumerRecord<>("t", 0, 0, null, value), codec.decode(value), "t", codec,
                            false))
                    .accept(failure);
        }
    }

    @Test
    void anInvocationThatIsAbandonedIsNoError() {
        invocationEndsWith(new AbandonedInvocation("no subscriber"));
        invocationEndsWith(new IllegalStateException("no"));

        assertThat(spans).extracting(span -> span.getStatus().getStatusCode()).containsExactly(StatusCode.UNSET,
                StatusCode.ERROR);
    }
}
