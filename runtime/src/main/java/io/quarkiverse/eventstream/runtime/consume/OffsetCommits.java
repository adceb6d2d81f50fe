package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.listen.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.listen.Position;
import io.quarkiverse.eventstream.runtime.listen.ThrottledLog;

/**
 * Commits what is done of each partition: in the background from time to time, and for good when a partition is let go.
 * Confined to the polling thread.
 */
final class OffsetCommits {

    private static final Logger LOG = Logger.getLogger(OffsetCommits.class);
    /** Short enough for a rebalance, which waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** What is committed while a commit is under way: differs from whatever may have to be committed next. */
    private static final long UNKNOWN = -1;

    private final Consumer<?, ?> consumer;
    private final TopicAtFirst topicAtFirst;
    private final String subject;
    private final long intervalNanos;
    private final ThrottledLog failureLog = new ThrottledLog(LOG, Level.WARN, Duration.ofSeconds(30));
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastCommit = System.nanoTime();
    private boolean underWay;
    private Exception failure;

    OffsetCommits(Consumer<?, ?> consumer, TopicAtFirst topicAtFirst, String subject, Duration interval) {
        this.consumer = consumer;
        this.topicAtFirst = topicAtFirst;
        this.subject = subject;
        this.intervalNanos = interval.toNanos();
    }

    /** Tells what the group has committed of a partition. One of which nothing is told is committed at the next opportunity. */
    void isCommitted(TopicPartition partition, long position) {
        committed.put(partition, position);
    }

    void commitIfDue(Map<TopicPartition, PartitionDelivery> deliveries) {
        long now = System.nanoTime();
        boolean isDue = now - lastCommit >= intervalNanos || !committed.keySet().containsAll(deliveries.keySet());
        if (underWay || !isDue) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = advanced(deliveries);
        if (offsets.isEmpty()) {
            return;
        }
        underWay = true;
        offsets.keySet().forEach(partition -> committed.put(partition, UNKNOWN));
        consumer.commitAsync(offsets, (answered, error) -> {
            underWay = false;
            failure = error;
            if (error == null) {
                answered.forEach(this::remember);
            } else {
                tell(error);
            }
        });
    }

    private void tell(Exception error) {
        if (error instanceof RebalanceInProgressException || error.getCause() instanceof RebalanceInProgressException) {
            LOG.debugf(error, "Committing for %s has to wait for a rebalance", subject);
        } else {
            failureLog.log("A commit for " + subject + " failed, it will be tried again: " + error);
        }
    }

    /** What the last commit in the background failed with; null if it went well. */
    Exception failure() {
        return failure;
    }

    /** Whether everything that is done is committed. */
    boolean areUpToDate(Map<TopicPartition, PartitionDelivery> deliveries) {
        return !underWay && advanced(deliveries).isEmpty();
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
        deliveries
                .forEach((partition, delivery) -> offsets.put(partition, topicAtFirst.commit(delivery.committablePosition())));
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
                offsets.put(partition, topicAtFirst.commit(committable));
            }
        });
        return offsets;
    }
}
