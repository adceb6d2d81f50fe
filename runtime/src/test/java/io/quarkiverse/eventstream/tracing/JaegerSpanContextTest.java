package io.quarkiverse.eventstream.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

class JaegerSpanContextTest {

    /** As in the vectors of the Go SDK. */
    private static final String VECTOR = "4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1";

    @Test
    void aSpanContextOfGoIsReadAndWrittenBack() {
        SpanContext span = JaegerSpanContext.parse(VECTOR).orElseThrow();

        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.isSampled()).isTrue();
        assertThat(span.isRemote()).isTrue();
        assertThat(JaegerSpanContext.format(span)).isEqualTo(VECTOR);
    }

    @ParameterizedTest
    @CsvSource({
            "a3ce929d0e0e4736:00f067aa0ba902b7:0:1, 0000000000000000a3ce929d0e0e4736:00f067aa0ba902b7:0:1",
            "1:2:0:0, 00000000000000000000000000000001:0000000000000002:0:0",
            "4BF92F3577B34DA6A3CE929D0E0E4736:F067AA0BA902B7:abc:0, 4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:0",
            "1:2:77:3, 00000000000000000000000000000001:0000000000000002:0:1",
            "1:2::02, 00000000000000000000000000000001:0000000000000002:0:0",
            "1:2:0:0f, 00000000000000000000000000000001:0000000000000002:0:1"})
    void leadingZerosMayBeMissingAndOnlyTheSampledBitCounts(String text, String written) {
        assertThat(JaegerSpanContext.parse(text).map(JaegerSpanContext::format)).contains(written);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {":", ":::", "1:2:0", "1:2:0:1:", "1:2:0:1:5", "0:2:0:1", "1:0:0:1",
            "00000000000000000000000000000000:2:0:1",
            "x:2:0:1", "1:g:0:1", "1:2:0:", "1:2:0:z", "1:2:0:-1", "+1:2:0:1", " 1:2:0:1", "1:2:0:1 ", "1:2:0:123456789",
            "14bf92f3577b34da6a3ce929d0e0e4736:2:0:1", "1:100f067aa0ba902b7:0:1", "1-2-0-1", "é:2:0:1"})
    void anInvalidTextIsEmpty(String text) {
        assertThat(JaegerSpanContext.parse(text)).isEmpty();
    }

    @Test
    void aTextOfAnyLengthIsReadInOnePass() {
        assertThat(JaegerSpanContext.parse("1:2:0:1".repeat(1_000_000))).isEmpty();
        assertThat(JaegerSpanContext.parse(":".repeat(1_000_000))).isEmpty();
    }

    @Test
    void anInvalidSpanIsWrittenAsNothing() {
        assertThat(JaegerSpanContext.format(SpanContext.getInvalid())).isEmpty();
        assertThat(JaegerSpanContext.fromContext(Context.root())).isEmpty();
    }

    @Test
    void aContextCarriesTheSpan() {
        Context parent = Context.root().with(ContextKey.<String>named("key"), "value");

        Context context = JaegerSpanContext.toContext(parent, VECTOR);

        assertThat(Span.fromContext(context).getSpanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(JaegerSpanContext.fromContext(context)).isEqualTo(VECTOR);
        assertThat(JaegerSpanContext.toContext(parent, "no span")).isSameAs(parent);
    }
}
