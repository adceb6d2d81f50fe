package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.test.StandaloneStream;

class KafkaReadingTest extends ReadingTests {

    @Override
    StandaloneStream.Builder stream() {
        return SharedBroker.stream();
    }

    @Override
    void createTopic(String fullName, int partitions) {
        SharedBroker.createTopic(fullName, partitions);
    }

    @Override
    void write(List<ProducerRecord<byte[], byte[]>> records) {
        SharedBroker.write(records);
    }
}
