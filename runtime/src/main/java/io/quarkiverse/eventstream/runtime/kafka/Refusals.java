package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * Tells refusals that pass from those that don't, when Kafka's client does not take a record. The client remembers what was said of a
 * topic; what was said before a record came may have been put right, and is no reason to give that record up.
 */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long MISSING_TOPIC_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final KafkaSettings settings;
    private final PublishFailures failures;
    private volatile Rejection rejection;

    /** What Kafka's client says once, and only to the first that asks. */
    private record Rejection(AuthenticationException reason, long at) {}

    Refusals(KafkaSettings settings, PublishFailures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /**
     * Why a record that the client did not take is to be given up.
     *
     * @return null if it has to wait
     */
    Throwable reasonToGiveUp(PendingRecord pending, Throwable refusal, MetadataAnswers metadata) {
        if (refusal instanceof AuthenticationException rejected) {
            rejection = new Rejection(rejected, System.nanoTime());
            return rejected;
        }
        if (refusal instanceof TopicAuthorizationException) {
            return metadata.isAskedAfter(pending.since()) ? refusal : null;
        }
        return refusal instanceof TimeoutException ? reasonBehind(refusal, pending, metadata) : refusal;
    }

    /** The client has no room, or doesn't know the topic; in the latter case the refusal's cause is what the broker has said of it. */
    private Throwable reasonBehind(Throwable refusal, PendingRecord pending, MetadataAnswers metadata) {
        TopicLane lane = pending.lane();
        Throwable answer = refusal.getCause();
        if (answer instanceof UnknownTopicOrPartitionException unknown && metadata.isFresh()) {
            return missing(lane, lane.unknownFor(pending.since()), unknown);
        }
        lane.noteKnown();
        if (answer != null) {
            return answer instanceof RetriableException || !metadata.isAskedAfter(pending.since()) ? null : answer;
        }
        Rejection rejected = rejection;
        boolean waitedForIt = !(refusal instanceof BufferExhaustedException) && rejected != null
                && pending.since() - rejected.at() < 0;
        return waitedForIt ? rejected.reason() : null;
    }

    private Throwable missing(TopicLane lane, long missingFor, UnknownTopicOrPartitionException answer) {
        if (missingFor > failures.config().topicTimeout().toNanos()) {
            return failures.missingTopic(lane.topic(), answer);
        }
        if (missingFor > MISSING_TOPIC_NANOS && lane.reportMissingOnce()) {
            LOG.warnf("The broker %s has no topic %s yet. Events to it wait for it, %s at most (%s)", failures.brokers(),
                    lane.topic(), failures.config().topicTimeout(), settings.key("publish.topic-timeout"));
        }
        return null;
    }
}
