package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishRefusedException;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.runtime.config.PublishConfig;

/**
 * Turns exceptions of Kafka's client into those of the API: what happened, where, and the remedy.
 */
record PublishFailures(String brokers, PublishConfig config, ConnectionDiagnosis diagnosis, TopicDiagnosis topics) {

    private static final String UNANSWERED = ", as far as the broker has said; it may have the event nevertheless. ";

    /** The exception for the publisher. */
    Throwable explained(Throwable error, PendingRecord pending) {
        String topic = pending.lane().topic();
        String happened = "Topic " + topic + " was not written at " + brokers + ": ";
        if (error instanceof RetriableException || error instanceof OutOfOrderSequenceException) {
            // Kafka's client retries these until the time is up.
            return timeout(error, pending);
        }
        if (error instanceof AuthenticationException rejected) {
            return new PublishRefusedException(happened + RejectedConnection.explain(rejected), error);
        }
        if (error instanceof TopicAuthorizationException || error instanceof ClusterAuthorizationException) {
            // Brokers answer with the latter if the service may not write to any topic.
            return new PublishRefusedException(happened + "this service may not write it (" + error.getMessage()
                    + "). Allow it WRITE and DESCRIBE on the topic, and CREATE if the topic is to be created by its first use",
                    error);
        }
        if (error instanceof InvalidTimestampException) {
            return new PublishRefusedException(happened + "the broker rejects this host's clock (" + error.getMessage()
                    + "). Correct the clock of this host, or the broker's; or have the topic take such times, with"
                    + " message.timestamp.before.max.ms and message.timestamp.after.max.ms", error);
        }
        if (error.getClass() == KafkaException.class && pending.mayBeWritten()) {
            // The client was closed before the broker answered.
            return new EventStreamException("Topic " + topic + " was not written at " + brokers + UNANSWERED
                    + "Kafka's client says: " + error.getMessage(), error);
        }
        return error;
    }

    private PublishTimeoutException timeout(Throwable error, PendingRecord pending) {
        String reason = error instanceof TimeoutException
                ? diagnosis.lastFinding().or(() -> topics.lastFinding(pending.lane().topic()))
                        .orElse("Is the broker running, and can it be reached from here?")
                : "The broker said last: " + error.getMessage();
        return new PublishTimeoutException(
                "Topic " + pending.lane().topic() + " was not written within " + pending.timeout() + " at " + brokers
                        + (pending.mayBeWritten() ? UNANSWERED : ", and the event was not sent. ") + reason,
                error);
    }

    EventStreamException missingTopic(String topic, UnknownTopicOrPartitionException answer) {
        return new EventStreamException("The broker " + brokers + " has no topic " + topic
                + ", and did not create it within " + config.topicTimeout()
                + ". Create the topic, or allow the broker to create topics", answer);
    }
}
