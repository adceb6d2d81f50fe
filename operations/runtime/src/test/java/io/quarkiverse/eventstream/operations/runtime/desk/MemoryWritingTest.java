package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;

class MemoryWritingTest extends WritingTests {

    private final MemoryBroker broker = new MemoryBroker();

    @Override
    StandaloneStream.Builder stream() {
        return StandaloneStream.builder().stream("memory").memory(broker);
    }

    @Override
    void createTopic(String fullName, int partitions) {
        broker.createTopic(fullName, partitions);
    }

    @Override
    void write(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(broker::write);
    }
}
