package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;

/**
 * Encoding an existing event.
 */
@State(Scope.Thread)
public class EncodeBenchmark {

    private final EventEncoder encoder = new EventCodec(SampleEvent.MAPPER).encoder(WireFormat.V3_1);
    private final OutgoingEvent event = SampleEvent.outgoing();
    private final OrderEnvelope envelope = SampleEvent.envelope();

    /** The bus: key, value, and the header with the name. */
    @Benchmark
    public EncodedEvent bus() {
        return encoder.encode(event);
    }

    /**
     * Jackson alone, with the whole envelope mapped: the value.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    public byte[] raw() throws IOException {
        return SampleEvent.MAPPER.writeValueAsBytes(envelope);
    }
}
