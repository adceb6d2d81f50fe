package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkiverse.eventstream.cli.records.StrictUtf8;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** Checks the conventions of headers. All are optional: a Go peer writes none. Thread-safe. */
final class HeaderCheck {

    private static final String OURS = "eventstream.";
    private static final String DEAD_LETTER = "eventstream.dead-letter.";
    private static final String TRACE_PARENT = "traceparent";

    private static final TextMapGetter<String> TRACE_PARENT_ALONE = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public String get(String carrier, String key) {
            return TRACE_PARENT.equals(key) ? carrier : null;
        }
    };

    /**
     * Checks the headers of a record.
     *
     * @param name the event's name; null if it is not known
     */
    void check(Headers headers, String name, List<Finding> to) {
        checkName(headers, name, to);
        Header trace = headers.lastHeader(TRACE_PARENT);
        if (trace != null && !isTraceParent(trace.value())) {
            to.add(violation(subject(trace), "is no trace context of W3C's",
                    "Write 00-{trace}-{span}-{flags}, or leave it out: a listener begins a new trace."));
        }
        boolean deadLetter = false;
        for (Header header : headers) {
            if (header.key().startsWith(DEAD_LETTER)) {
                deadLetter = true;
            } else if (header.key().startsWith(OURS) && !header.key().equals(EventCodec.NAME_HEADER)) {
                to.add(note("header " + UntrustedText.of(header.key()), "unknown, though the name begins as those of the bus"));
            }
        }
        if (deadLetter) {
            to.add(note("headers", "those of a dead letter"));
        }
    }

    private static void checkName(Headers headers, String name, List<Finding> to) {
        Header header = headers.lastHeader(EventCodec.NAME_HEADER);
        if (header == null) {
            return;
        }
        long count = StreamSupport.stream(headers.headers(EventCodec.NAME_HEADER).spliterator(), false).count();
        if (count > 1) {
            to.add(violation("header " + EventCodec.NAME_HEADER, "comes " + count + " times",
                    "Write it once: the bus looks at the last one alone."));
        }
        String text = header.value() == null ? null : StrictUtf8.decode(header.value());
        if (text == null || name != null && !text.equals(name)) {
            to.add(violation(subject(header), "is not the event's name"
                    + (name == null ? "" : ", \"" + UntrustedText.of(name) + "\""),
                    "Write the envelope's name, or leave the header out: the bus finds an event's listeners by it."));
        }
    }

    private static String subject(Header header) {
        String text = header.value() == null ? null : StrictUtf8.decode(header.value());
        return "header " + header.key() + (text == null ? "" : " \"" + UntrustedText.of(text) + "\"");
    }

    private static boolean isTraceParent(byte[] value) {
        String text = value == null ? null : StrictUtf8.decode(value);
        return text != null && Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), text,
                TRACE_PARENT_ALONE)).getSpanContext().isValid();
    }
}
