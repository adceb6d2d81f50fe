package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishRefusedException;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.runtime.config.PublishConfig;

/**
 * What becomes of an exception of Kafka's client on the way to whoever published: it says what happened, where, and what to do.
 *
 * @param brokers the brokers of the stream
 * @param config for the timeouts that a message names
 * @param diagnosis why no broker answers
 */
record PublishFailures(String brokers, PublishConfig config, ConnectionDiagnosis diagnosis) {

    /** The exception to tell; null for a record that was written, which is most of them. */
    Throwable explained(Throwable error, String topic, Duration timeout) {
        if (error == null) {
            return null;
        }
        String happened = "Topic " + topic + " was not written at " + brokers + ": ";
        if (error instanceof TimeoutException) {
            return new PublishTimeoutException("Topic " + topic + " was not written within " + timeout + " at " + brokers + ". "
                    + diagnosis.lastFinding().orElse("Is the broker there, and can it be reached from here?"), error);
        }
        if (error instanceof AuthenticationException rejected) {
            return new PublishRefusedException(happened + RejectedConnection.explain(rejected), error);
        }
        if (error instanceof TopicAuthorizationException || error instanceof ClusterAuthorizationException) {
            // The latter is what the broker says to a service that may not write any topic at all.
            return new PublishRefusedException(happened + "this service may not write it (" + error.getMessage()
                    + "). Allow it WRITE and DESCRIBE on the topic, and CREATE if the topic is to be created by its first use",
                    error);
        }
        return error;
    }

    EventStreamException missingTopic(String topic, UnknownTopicOrPartitionException answer) {
        return new EventStreamException("The broker " + brokers + " has no topic " + topic
                + ", and did not create it within " + config.topicTimeout()
                + ". Create the topic, or allow the broker to create topics", answer);
    }
}
