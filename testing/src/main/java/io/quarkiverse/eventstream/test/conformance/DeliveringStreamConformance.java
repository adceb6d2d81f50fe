package io.quarkiverse.eventstream.test.conformance;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Nested;

/**
 * The contract of a kind of stream that delivers events like Kafka.
 */
public abstract class DeliveringStreamConformance extends StreamConformance {

    /** For subclasses. */
    protected DeliveringStreamConformance() {}

    /**
     * Creates a topic, or adds partitions to an existing one. Returns when the topic is usable.
     *
     * @param topic the full topic
     * @param partitions the number of partitions
     */
    protected abstract void createTopic(String topic, int partitions);

    /**
     * Writes a record directly, as another client would. Returns when it is written.
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

    /** The content and the partitions of records. */
    @Nested
    public class Writing extends WritingConformance {

        Writing() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Writers of which one at a time may write. */
    @Nested
    public class ExclusiveWriting extends ExclusiveWritingConformance {

        ExclusiveWriting() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Where a group begins, and where it resumes. */
    @Nested
    public class Offsets extends OffsetConformance {

        Offsets() {
            super(DeliveringStreamConformance.this);
        }
    }

    /** Which listeners get an event, and in which order. */
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

    /** Failure policies and undecodable records. */
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
