package io.quarkiverse.eventstream.benchmarks.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/**
 * Headers as a fetch leaves them: parts of a buffer, which are decoded when they are first looked at, and only then cost anything.
 */
public enum FetchedHeaders {

    /** As the bus writes them. */
    NAME(EventCodec.NAME_HEADER, SampleEvent.NAME),
    /** As the bus writes them with tracing on. */
    NAME_AND_TRACE(EventCodec.NAME_HEADER, SampleEvent.NAME, "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final ByteBuffer[] parts;

    FetchedHeaders(String... namesAndValues) {
        parts = new ByteBuffer[namesAndValues.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = ByteBuffer.wrap(namesAndValues[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Headers that nobody has looked at. */
    RecordHeaders fetch() {
        Header[] headers = new Header[parts.length / 2];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(parts[2 * i].duplicate(), parts[2 * i + 1].duplicate());
        }
        return new RecordHeaders(headers);
    }
}
