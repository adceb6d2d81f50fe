package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.runtime.envelope.Envelope;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;

/**
 * Decoding a record to its typed payload.
 */
@State(Scope.Thread)
public class DecodeBenchmark {

    private final EventCodec codec = new EventCodec(SampleEvent.MAPPER);
    private final byte[] value = SampleEvent.value();
    private final ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(SampleEvent.TOPIC, 0, 0, null, value);

    /** The bus, for a listener that takes the payload: the envelope, and the payload from its bytes. */
    @Benchmark
    public Order bus() {
        return new ReceivedEvent(record, codec.decode(value), SampleEvent.TOPIC, codec, false).payload(Order.class);
    }

    /** The bus, for a listener that does not read the payload. */
    @Benchmark
    public Envelope busEnvelopeOnly() {
        return codec.decode(value);
    }

    /**
     * Jackson alone, with the whole envelope mapped.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    public OrderEnvelope raw() throws IOException {
        return SampleEvent.MAPPER.readValue(value, OrderEnvelope.class);
    }
}
