package org.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkiverse.eventstream.test.conformance.DeliveringStreamConformance;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.memory.MemoryStreamProvider;

// tag::suite[]
class CountingStreamTest extends DeliveringStreamConformance {

    private final MemoryBroker broker = new MemoryBroker();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    protected StandaloneStream.Builder service() {
        return StandaloneStream.builder().provider(new CountingStreamProvider(new MemoryStreamProvider(broker), bytes));
    }

    @Override
    protected void createTopic(String topic, int partitions) {
        broker.createTopic(topic, partitions);
    }

    @Override
    protected void write(ProducerRecord<byte[], byte[]> record) {
        broker.write(record);
    }

    @Override
    protected List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return broker.records(topic);
    }
    // end::suite[]

    @Test
    void itCounts() {
        try (StandaloneStream stream = service().open()) {
            stream.events().publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").build());
        }

        assertThat(bytes).hasValueGreaterThan(100);
    }
}
