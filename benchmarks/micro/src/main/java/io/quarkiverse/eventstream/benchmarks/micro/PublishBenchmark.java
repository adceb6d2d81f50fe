package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.publish.RecordRoute;

/**
 * From the publisher's data to the acknowledgement of its record, on one thread, without a producer.
 */
@State(Scope.Thread)
public class PublishBenchmark {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AnsweringConnection connection = new AnsweringConnection();
    private final EventPublisher publisher = new EventPublisher(RecordRoute.direct(connection), new Names("", "g", false),
            new EventCodec(SampleEvent.MAPPER).encoder(WireFormat.V3_1),
            new EventValidator("", false, WireFormat.V3_1, 1 << 20, TIMEOUT), StreamObserver.NONE, TIMEOUT,
            new EventPublisher.Callbacks(Runnable::run, null));

    /** The bus: creates, encodes and validates the event. */
    @Benchmark
    public CompletionStage<PublishReceipt> bus() {
        return publisher.publish(SampleEvent.newOutgoing());
    }

    /**
     * Without the bus: an envelope and a record, without validation.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    public CompletionStage<WrittenRecord> raw() throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        byte[] value = SampleEvent.MAPPER.writeValueAsBytes(SampleEvent.envelope(id, Instant.now()));
        CompletableFuture<WrittenRecord> outcome = new CompletableFuture<>();
        connection.send(new ProducerRecord<>(SampleEvent.TOPIC, id.getBytes(StandardCharsets.UTF_8), value), TIMEOUT,
                (written, error) -> outcome.complete(written));
        return outcome;
    }
}
