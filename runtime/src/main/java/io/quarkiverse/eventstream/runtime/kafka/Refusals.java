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
 * Distinguishes temporary and permanent refusals, when Kafka's client does not take a record. The client remembers the broker's last answer
 * on a topic; an answer from before a record was published may be out of date, and is no reason to give that record up.
 */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long MISSING_TOPIC_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final KafkaSettings settings;
    private final PublishFailures failures;
    private volatile Rejection rejection;

    /** Kafka's client reports it once, for one record. */
    private record Rejection(AuthenticationException reason, long at) {}

    Refusals(KafkaSettings settings, PublishFailures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /** The consequence for a refused record. */
    sealed interface Verdict {}

    /** It has to wait. */
    enum Wait implements Verdict {
        WAIT
    }

    /** It fails. */
    record GiveUp(Throwable reason) implements Verdict {}

    Verdict judge(PendingRecord pending, Throwable refusal, MetadataAnswers metadata) {
        if (refusal instanceof AuthenticationException rejected) {
            rejection = new Rejection(rejected, System.nanoTime());
            return new GiveUp(rejected);
        }
        if (refusal instanceof TopicAuthorizationException) {
            return metadata.isAskedAfter(pending.since()) ? new GiveUp(refusal) : Wait.WAIT;
        }
        return refusal instanceof TimeoutException ? judgeTimeout(refusal, pending, metadata) : new GiveUp(refusal);
    }

    /** The client has no room, or doesn't know the topic; then the refusal's cause is the broker's last answer. */
    private Verdict judgeTimeout(Throwable refusal, PendingRecord pending, MetadataAnswers metadata) {
        TopicLane lane = pending.lane();
        Throwable answer = refusal.getCause();
        if (answer instanceof UnknownTopicOrPartitionException unknown && metadata.isFresh()) {
            return missing(lane, lane.unknownFor(pending.since()), unknown);
        }
        lane.noteKnown();
        if (answer != null) {
            return answer instanceof RetriableException || !metadata.isAskedAfter(pending.since())
                    ? Wait.WAIT
                    : new GiveUp(answer);
        }
        Rejection rejected = rejection;
        boolean waitedForIt = !(refusal instanceof BufferExhaustedException) && rejected != null
                && pending.since() - rejected.at() < 0;
        return waitedForIt ? new GiveUp(rejected.reason()) : Wait.WAIT;
    }

    private Verdict missing(TopicLane lane, long missingFor, UnknownTopicOrPartitionException answer) {
        if (missingFor > failures.config().topicTimeout().toNanos()) {
            return new GiveUp(failures.missingTopic(lane.topic(), answer));
        }
        if (missingFor > MISSING_TOPIC_NANOS && lane.mustReportMissing()) {
            LOG.warnf("The broker %s has no topic %s yet. Events to it wait for it, %s at most (%s)", failures.brokers(),
                    lane.topic(), failures.config().topicTimeout(), settings.key("publish.topic-timeout"));
        }
        return Wait.WAIT;
    }
}
