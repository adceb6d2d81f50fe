package io.quarkiverse.eventstream.operations.runtime.desk;

class KafkaReadingTest extends ReadingTests {

    KafkaReadingTest() {
        super(new Cluster.OfKafka());
    }
}
