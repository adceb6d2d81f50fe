package io.quarkiverse.eventstream.test.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What tests of all concerns share that have to do with delivery: the topic from outside of the bus.
 */
abstract class DeliveryTests extends ConformanceTests {

    private final DeliveringStreamConformance stream;

    DeliveryTests(DeliveringStreamConformance stream) {
        super(stream);
        this.stream = stream;
    }

    void createTopic(int partitions) {
        stream.createTopic(topic, partitions);
    }

    /** Writes events to a partition, one after the other, past the bus. */
    void write(int partition, String... ids) {
        for (String id : ids) {
            writeNamed(NAME, partition, id);
        }
    }

    void writeNamed(String name, int partition, String id) {
        writeRaw(partition, "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"namespace\":\"" + NAMESPACE
                + "\",\"payload\":{\"number\":1}}");
    }

    void writeRaw(int partition, String value) {
        stream.write(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    List<ConsumerRecord<byte[], byte[]>> records(String of) {
        return stream.records(of);
    }
}
