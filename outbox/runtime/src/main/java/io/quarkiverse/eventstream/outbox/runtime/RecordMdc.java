package io.quarkiverse.eventstream.outbox.runtime;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.runtime.envelope.EnvelopeReader;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.EventMdc;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * The data of a stored event that log lines about it carry as MDC: the same as those of the bus. The relay runs long after the publication,
 * and out of its context, so that the trace is that of the header, in W3C's form.
 */
final class RecordMdc {

    private static final String TRACE_HEADER = "traceparent";
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}.*");
    /** As Quarkus names them. */
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private final EnvelopeReader envelopes = new EnvelopeReader();

    Map<String, String> of(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> mdc = new HashMap<>(Map.of(EventMdc.TOPIC, UntrustedText.of(record.topic())));
        addId(record.value(), mdc);
        Header header = record.headers().lastHeader(TRACE_HEADER);
        if (header != null && header.value() != null) {
            Matcher trace = TRACE.matcher(new String(header.value(), StandardCharsets.UTF_8));
            if (trace.matches()) {
                mdc.put(TRACE_ID, trace.group(1));
                mdc.put(SPAN_ID, trace.group(2));
            }
        }
        return mdc;
    }

    /** A tombstone and a raw record have none. */
    private void addId(byte[] value, Map<String, String> mdc) {
        try {
            String id = value == null ? "" : envelopes.read(value).id();
            if (!id.isEmpty()) {
                mdc.put(EventMdc.EVENT_ID, UntrustedText.of(id));
            }
        } catch (UndecodableException e) {
            // The line names the topic and the row.
        }
    }
}
