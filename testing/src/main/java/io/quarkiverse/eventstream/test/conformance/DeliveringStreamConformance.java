package io.quarkiverse.eventstream.test.conformance;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Nested;

/**
 * What a kind of stream promises that delivers events as Kafka does.
 */
public abstract class DeliveringStreamConformance extends StreamConformance {

    /** For the tests of a kind of stream. */
    protected DeliveringStreamConformance() {}

    /**
     * Makes a topic, or adds partitions to one that is there. Returns when it can be used.
     *
     * @param topic the full topic
     * @param partitions how many it should have
     */
    protected abstract void createTopic(String topic, int partitions);

    /**
     * Writes a record past the bus, as a foreign client does. Returns when it is written.
     *
     * @param record the record
     */
    protected abstract void write(ProducerRecord<byte[], byte[]> record);

    /**
     * All records of a topic.
     *
     * @param topic the full topic; it may be missing
     * @return in the order of each partition
     */
    protected abstract List<ConsumerRecord<byte[], byte[]>> records(String topic);

    /** Which bytes are written where. */
    @Nested
    public class Writing extends WritingConformance {

        Writing() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Where a group begins, and where it goes on. */
    @Nested
    public class Offsets extends OffsetConformance {

        Offsets() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Who gets an event, and in which order. */
    @Nested
    public class Dispatching extends DispatchConformance {

        Dispatching() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** How instances of a service share the partitions of a topic. */
    @Nested
    public class Groups extends GroupConformance {

        Groups() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** What becomes of events that can't be delivered. */
    @Nested
    public class Failures extends FailureConformance {

        Failures() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Pause, seek, replay, cancel and close. */
    @Nested
    public class Control extends ControlConformance {

        Control() {
            super(DeliveringStreamConformance.this);
        }
    }
}
