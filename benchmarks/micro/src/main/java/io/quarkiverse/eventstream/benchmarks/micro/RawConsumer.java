package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The loop of a service that has no bus: it maps each record, and takes those whose name it knows.
 */
final class RawConsumer {

    private final Consumer<OrderEnvelope> listener;
    private long position;

    RawConsumer(Consumer<OrderEnvelope> listener) {
        this.listener = listener;
    }

    /** Deals with a batch, and says what may be committed then. */
    long deliver(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            OrderEnvelope envelope = SampleEvent.MAPPER.readValue(record.value(), OrderEnvelope.class);
            if (SampleEvent.NAME.equals(envelope.name())) {
                listener.accept(envelope);
            }
            position = record.offset() + 1;
        }
        return position;
    }
}
