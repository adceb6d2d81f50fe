package io.quarkiverse.eventstream.test.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The fixture of tests of delivery: direct access to the topic.
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

    /** Writes events to a partition directly, in order. */
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
