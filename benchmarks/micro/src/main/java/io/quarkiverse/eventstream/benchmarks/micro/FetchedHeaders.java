package io.quarkiverse.eventstream.benchmarks.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/**
 * Headers as a fetch leaves them: slices of a buffer, which are decoded lazily, on first access.
 */
public enum FetchedHeaders {

    /** The headers of the bus. */
    NAME(EventCodec.NAME_HEADER, SampleEvent.NAME),
    /** The headers of the bus with tracing. */
    NAME_AND_TRACE(EventCodec.NAME_HEADER, SampleEvent.NAME, "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final ByteBuffer[] parts;

    FetchedHeaders(String... namesAndValues) {
        parts = new ByteBuffer[namesAndValues.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = ByteBuffer.wrap(namesAndValues[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Headers without an access. */
    RecordHeaders fetch() {
        Header[] headers = new Header[parts.length / 2];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(parts[2 * i].duplicate(), parts[2 * i + 1].duplicate());
        }
        return new RecordHeaders(headers);
    }
}
