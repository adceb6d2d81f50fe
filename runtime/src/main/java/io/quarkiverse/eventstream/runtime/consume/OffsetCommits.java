package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.log.ThrottledLog;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * Commits what is done of each partition: in the background from time to time, and for good when a partition is let go.
 * Confined to the polling thread.
 */
final class OffsetCommits {

    private static final Logger LOG = Logger.getLogger(OffsetCommits.class);
    /** Short enough for a rebalance, which waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** What is committed while a commit is in flight: differs from whatever may have to be committed next. */
    private static final long UNKNOWN = -1;

    private final Consumer<?, ?> consumer;
    private final TopicIdentity identity;
    private final BrokerQuestions questions;
    private final String subject;
    private final long intervalNanos;
    private final ThrottledLog failureLog = new ThrottledLog(LOG, Level.WARN, Duration.ofSeconds(30));
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    /** Of partitions that other members hold. */
    private final Map<TopicPartition, Position> starts = new HashMap<>();
    private long lastCommit = System.nanoTime();
    private boolean inFlight;
    private Exception failure;

    OffsetCommits(Consumer<?, ?> consumer, TopicIdentity identity, BrokerQuestions questions, String subject,
            Duration interval) {
        this.consumer = consumer;
        this.identity = identity;
        this.questions = questions;
        this.subject = subject;
        this.intervalNanos = interval.toNanos();
    }

    /** Tells what the group has committed of a partition. One of which nothing is told is committed before it is fetched. */
    void noteCommitted(TopicPartition partition, long position) {
        committed.put(partition, position);
    }

    /**
     * Settles where the group begins in partitions that other members hold, with the next {@link #commitStarts}.
     *
     * @param positions none of a partition that is held here
     */
    void beginOthers(Map<TopicPartition, Position> positions) {
        starts.putAll(positions);
    }

    /** Whether it is not committed yet where the group begins in a partition, so that it must not be fetched. */
    boolean awaitsStart(TopicPartition partition) {
        return !committed.containsKey(partition);
    }

    /** Commits where the group begins, and waits for it. What can't be committed now has to be retried. */
    void commitStarts(Map<TopicPartition, PartitionDelivery> deliveries) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveries.forEach((partition, delivery) -> {
            if (awaitsStart(partition)) {
                offsets.put(partition, toCommit(delivery.committablePosition()));
            }
        });
        if (offsets.isEmpty()) {
            return;
        }
        starts.forEach((partition, start) -> offsets.put(partition, toCommit(start)));
        try {
            questions.ask(() -> {
                consumer.commitSync(offsets, TIMEOUT);
                return null;
            });
            offsets.keySet().retainAll(deliveries.keySet());
            offsets.forEach(this::remember);
            starts.clear();
            failure = null;
        } catch (RebalanceInProgressException | RetriableException | CommitFailedException | WakeupException e) {
            // Not now: nothing is fetched before it has been possible.
            failure = e;
            tell(e);
        }
    }

    private OffsetAndMetadata toCommit(Position position) {
        return CommittedOffset.of(position, identity.id());
    }

    void commitIfDue(Map<TopicPartition, PartitionDelivery> deliveries) {
        long now = System.nanoTime();
        if (inFlight || now - lastCommit < intervalNanos) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = advanced(deliveries);
        offsets.keySet().removeIf(this::awaitsStart);
        if (offsets.isEmpty()) {
            return;
        }
        inFlight = true;
        offsets.keySet().forEach(partition -> committed.put(partition, UNKNOWN));
        consumer.commitAsync(offsets, (answered, error) -> {
            inFlight = false;
            failure = error;
            if (error == null) {
                answered.forEach(this::remember);
            } else {
                tell(error);
            }
        });
    }

    private void tell(Exception error) {
        if (error instanceof RebalanceInProgressException || error instanceof WakeupException
                || error.getCause() instanceof RebalanceInProgressException) {
            LOG.debugf(error, "Committing for %s has to wait for a rebalance", subject);
        } else {
            failureLog.log("A commit for " + subject + " failed and will be retried: " + error);
        }
    }

    /** What the last commit in the background failed with; null if it went well. */
    Exception failure() {
        return failure;
    }

    /** Whether everything that is done is committed. */
    boolean areUpToDate(Map<TopicPartition, PartitionDelivery> deliveries) {
        return !inFlight && advanced(deliveries).isEmpty();
    }

    /**
     * Commits partitions, and waits for it.
     *
     * @param timeout how long
     * @throws KafkaException if that fails
     */
    void commitNow(Map<TopicPartition, PartitionDelivery> deliveries, Duration timeout) {
        commitOffsets(advanced(deliveries), timeout);
    }

    /**
     * Commits all partitions, also where nothing is new, and waits for it. The group accepts that of a member only.
     *
     * @throws KafkaException if it does not
     */
    void commitAgain(Map<TopicPartition, PartitionDelivery> deliveries) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveries.forEach((partition, delivery) -> offsets.put(partition, toCommit(delivery.committablePosition())));
        commitOffsets(offsets, TIMEOUT);
    }

    private void commitOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (!offsets.isEmpty()) {
            new BrokerQuestions(() -> false).ask(() -> {
                consumer.commitSync(offsets, timeout);
                return null;
            });
            offsets.forEach(this::remember);
            failure = null;
        }
    }

    /** Commits partitions for the last time, and waits for it. */
    void commitAndForget(Map<TopicPartition, PartitionDelivery> deliveries) {
        try {
            commitNow(deliveries, TIMEOUT);
        } catch (KafkaException e) {
            LOG.warnf("The last commit for %s failed; events since the one before will be delivered again: %s", subject,
                    e.getMessage());
        }
        forget(deliveries.keySet());
    }

    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
        // Who holds them next settles where the group begins.
        starts.clear();
    }

    private void remember(TopicPartition partition, OffsetAndMetadata offset) {
        committed.put(partition, offset.offset());
    }

    private Map<TopicPartition, OffsetAndMetadata> advanced(Map<TopicPartition, PartitionDelivery> deliveries) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveries.forEach((partition, delivery) -> {
            Position committable = delivery.committablePosition();
            // Not only more: a topic that was deleted and made anew begins at 0 again.
            if (committable.offset() != committed.getOrDefault(partition, UNKNOWN)) {
                offsets.put(partition, toCommit(committable));
            }
        });
        return offsets;
    }
}
