package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A race within Kafka's client (4.1.2): it reads twice which error the broker reported for a topic that it doesn't know, and throws a
 * {@link NullPointerException} if an answer clears the error in between. Then the topic has become known, and the record is to wait for a
 * retry.
 * <p>
 * Only the stack trace distinguishes it from a defect of a partitioner or an interceptor. Another attempt would not: a record that the
 * client took before it failed would be written twice.
 */
final class MetadataRace {

    private static final String METHOD = "waitOnMetadata";

    private MetadataRace() {}

    static boolean isCauseOf(Throwable thrown) {
        StackTraceElement[] trace = thrown instanceof NullPointerException ? thrown.getStackTrace() : new StackTraceElement[0];
        return trace.length > 0 && trace[0].getClassName().equals(KafkaProducer.class.getName())
                && trace[0].getMethodName().equals(METHOD);
    }

    /** The client's usual refusal of a topic that it doesn't know. */
    static TimeoutException asTimeout() {
        return new TimeoutException("The topic has just become known");
    }
}
