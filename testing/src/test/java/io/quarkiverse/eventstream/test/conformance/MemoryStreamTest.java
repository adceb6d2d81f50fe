package io.quarkiverse.eventstream.test.conformance;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;

class MemoryStreamTest extends DeliveringStreamConformance {

    private final MemoryBroker broker = new MemoryBroker();

    @Override
    protected StandaloneStream.Builder service() {
        return StandaloneStream.builder().stream("memory").memory(broker);
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
}
