package io.quarkiverse.eventstream.tracing;

import java.util.Locale;
import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * Reads and writes the envelope's {@code spanContext}, in Jaeger's format: {@code {trace}:{span}:{parent}:{flags}}, all hexadecimal. The
 * trace id has 64 or 128 bits; leading zeros of ids may be missing. Bit 0 of the flags means sampled. The parent is ignored when read, and
 * written as 0. Thread-safe.
 */
public final class JaegerSpanContext {

    private static final int SAMPLED = 1;
    private static final int MAX_FLAGS = 8;

    private JaegerSpanContext() {}

    /**
     * Parses a span context.
     *
     * @param text the envelope's field; may be null
     * @return a remote span context; empty if the text has another format, or an id is zero
     */
    public static Optional<SpanContext> parse(String text) {
        // A fifth part means that there are too many; the limit bounds the array.
        String[] parts = text == null ? new String[0] : text.split(":", 5);
        if (parts.length != 4 || !isHex(parts[0], TraceId.getLength()) || !isHex(parts[1], SpanId.getLength())
                || !isHex(parts[3], MAX_FLAGS)) {
            return Optional.empty();
        }
        boolean sampled = (Long.parseLong(parts[3], 16) & SAMPLED) != 0;
        SpanContext span = SpanContext.createFromRemoteParent(pad(parts[0], TraceId.getLength()),
                pad(parts[1], SpanId.getLength()), sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
        return Optional.of(span).filter(SpanContext::isValid);
    }

    /**
     * Formats a span context.
     *
     * @param span the span context; not null
     * @return the envelope's field; empty if the span context is not valid
     */
    public static String format(SpanContext span) {
        return span.isValid() ? span.getTraceId() + ":" + span.getSpanId() + ":0:" + (span.isSampled() ? "1" : "0") : "";
    }

    /**
     * Adds the span of an event to a context, as the parent of further spans.
     *
     * @param parent the context to start from
     * @param text the envelope's field; may be null
     * @return a context with the span; {@code parent} itself if the text is no valid span context
     */
    public static Context toContext(Context parent, String text) {
        return parse(text).map(span -> parent.with(Span.wrap(span))).orElse(parent);
    }

    /**
     * Formats the span of a context.
     *
     * @param context the context, for example {@code Context.current()}
     * @return the envelope's field; empty if the context has no valid span
     */
    public static String fromContext(Context context) {
        return format(Span.fromContext(context).getSpanContext());
    }

    private static boolean isHex(String part, int maxLength) {
        if (part.isEmpty() || part.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private static String pad(String id, int length) {
        return "0".repeat(length - id.length()) + id.toLowerCase(Locale.ROOT);
    }
}
