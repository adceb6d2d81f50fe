package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The loop of a service without the bus: it maps each record, and handles those with a known name.
 */
final class RawConsumer {

    private final Consumer<OrderEnvelope> listener;
    private long position;

    RawConsumer(Consumer<OrderEnvelope> listener) {
        this.listener = listener;
    }

    /** Handles a batch, and returns the offset to commit. */
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
