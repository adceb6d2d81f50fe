package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;

/** Where the letters of a test are. */
interface Cluster {

    StandaloneStream.Builder stream();

    void createTopic(String fullName, int partitions);

    /** Writes records as another client does. */
    void write(List<ProducerRecord<byte[], byte[]>> records);

    /** The broker of the module. */
    final class OfKafka implements Cluster {

        @Override
        public StandaloneStream.Builder stream() {
            return SharedBroker.stream();
        }

        @Override
        public void createTopic(String fullName, int partitions) {
            SharedBroker.createTopic(fullName, partitions);
        }

        @Override
        public void write(List<ProducerRecord<byte[], byte[]>> records) {
            SharedBroker.write(records);
        }
    }

    /** A new broker in memory. */
    final class InMemory implements Cluster {

        private final MemoryBroker broker = new MemoryBroker();

        @Override
        public StandaloneStream.Builder stream() {
            return StandaloneStream.builder().stream("memory").memory(broker);
        }

        @Override
        public void createTopic(String fullName, int partitions) {
            broker.createTopic(fullName, partitions);
        }

        @Override
        public void write(List<ProducerRecord<byte[], byte[]>> records) {
            records.forEach(broker::write);
        }
    }
}
