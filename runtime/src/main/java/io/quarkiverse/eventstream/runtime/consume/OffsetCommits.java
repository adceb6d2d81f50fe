package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

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
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * Commits what is settled in each partition: in the background from time to time, and synchronously when a partition is yielded. A
 * partition whose start the group has not committed is committed before it is fetched. A consumer without a group commits nothing.
 * Confined to the polling thread.
 */
final class OffsetCommits {

    private static final Logger LOG = Logger.getLogger(OffsetCommits.class);
    /** Short enough for a stop, and for the polling thread. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** A rebalance waits for it, on the same coordinator. A busy one answers late, and without the commit events are redelivered. */
    private static final Duration REVOCATION_TIMEOUT = Duration.ofSeconds(20);
    /** The committed offset while a commit is in flight: differs from every offset that may have to be committed next. */
    private static final long UNKNOWN = -1;

    private final Consumer<?, ?> consumer;
    private final TopicIdentity identity;
    private final BrokerRequests requests;
    private final ListenerGroup group;
    private final long intervalNanos;
    private final ThrottledLog failureLog = new ThrottledLog(LOG, Level.WARN, Duration.ofSeconds(30));
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    /** Where the group begins in partitions that other members hold. */
    private final Map<TopicPartition, Position> starts = new HashMap<>();
    private long lastCommit = System.nanoTime();
    private boolean inFlight;
    private Exception failure;
    private long accepted;

    OffsetCommits(Consumer<?, ?> consumer, TopicIdentity identity, BrokerRequests requests, ListenerGroup group,
            Duration interval) {
        this.consumer = consumer;
        this.identity = identity;
        this.requests = requests;
        this.group = group;
        this.intervalNanos = interval.toNanos();
    }

    /** Notes the offset that the group has committed in a partition. */
    void noteCommitted(TopicPartition partition, long position) {
        committed.put(partition, position);
    }

    /** Adds the positions where the group begins in partitions that other members hold, to the next {@link #commitStarts}. */
    void addStartsOfOthers(Map<TopicPartition, Position> positions) {
        starts.putAll(positions);
    }

    private boolean hasGroup() {
        return group.fullGroup() != null;
    }

    /** Whether the group has not committed where it begins in a partition, so that it must not be fetched. */
    boolean awaitsStart(TopicPartition partition) {
        return hasGroup() && !committed.containsKey(partition);
    }

    /** Commits where the group begins, and waits for the commit. If the group accepts none now, this has to be called again. */
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
        // If it fails, these partitions are not fetched before the commit has succeeded.
        if (trySend(offsets, requests)) {
            committed.keySet().retainAll(deliveries.keySet());
            starts.clear();
        }
    }

    /**
     * Commits positions before their records are dispatched. A stop does not interrupt it: the group may have accepted the commit, and
     * then the records must be dispatched.
     *
     * @return false if the group does not accept it now, or may have; then the next commit is that of the settled records
     */
    boolean tryCommit(Map<TopicPartition, Position> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, position) -> offsets.put(partition, toCommit(position)));
        if (offsets.isEmpty() || trySend(offsets, new BrokerRequests(() -> false))) {
            return true;
        }
        offsets.keySet().forEach(partition -> committed.put(partition, UNKNOWN));
        return false;
    }

    private boolean trySend(Map<TopicPartition, OffsetAndMetadata> offsets, BrokerRequests through) {
        try {
            through.send(() -> {
                consumer.commitSync(offsets, TIMEOUT);
                return null;
            });
            offsets.forEach(this::remember);
            failure = null;
            accepted++;
            return true;
        } catch (RebalanceInProgressException | RetriableException | CommitFailedException | WakeupException e) {
            failure = e;
            log(e);
            return false;
        }
    }

    private OffsetAndMetadata toCommit(Position position) {
        return CommittedOffset.of(position, identity.id());
    }

    void commitIfDue(Map<TopicPartition, PartitionDelivery> deliveries) {
        long now = System.nanoTime();
        if (!hasGroup() || inFlight || now - lastCommit < intervalNanos) {
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
                accepted++;
                answered.forEach(this::remember);
            } else {
                log(error);
            }
        });
    }

    private void log(Exception error) {
        if (error instanceof RebalanceInProgressException || error instanceof WakeupException
                || error.getCause() instanceof RebalanceInProgressException) {
            LOG.debugf(error, "Committing for %s has to wait for a rebalance", group);
        } else {
            failureLog.log("A commit for " + group + " failed and will be retried: " + error);
        }
    }

    /** The error of the last commit; null if it succeeded. */
    Exception failure() {
        return failure;
    }

    /** How many commits the group has accepted. */
    long accepted() {
        return accepted;
    }

    /** Whether everything that is settled is committed. */
    boolean areUpToDate(Map<TopicPartition, PartitionDelivery> deliveries) {
        return !inFlight && advanced(deliveries).isEmpty();
    }

    /**
     * Commits partitions, and waits for the commit.
     *
     * @throws KafkaException if it fails
     */
    void commitNow(Map<TopicPartition, PartitionDelivery> deliveries, Duration timeout) {
        commitOffsets(advanced(deliveries), () -> timeout);
    }

    /**
     * Commits all partitions, also those without progress, and waits for the commit. The group accepts it only from a member that
     * holds the partitions.
     *
     * @throws KafkaException if the commit fails
     */
    void commitAll(Map<TopicPartition, PartitionDelivery> deliveries) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveries.forEach((partition, delivery) -> offsets.put(partition, toCommit(delivery.committablePosition())));
        commitOffsets(offsets, () -> TIMEOUT);
    }

    private void commitOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, Supplier<Duration> timeout) {
        if (hasGroup() && !offsets.isEmpty()) {
            new BrokerRequests(() -> false).send(() -> {
                consumer.commitSync(offsets, timeout.get());
                return null;
            });
            offsets.forEach(this::remember);
            failure = null;
        }
    }

    /** Commits partitions for the last time, and waits for the commit. A stop that comes meanwhile shortens the wait. */
    void commitAndForget(Map<TopicPartition, PartitionDelivery> deliveries) {
        try {
            commitOffsets(advanced(deliveries), () -> requests.stopping().getAsBoolean() ? TIMEOUT : REVOCATION_TIMEOUT);
        } catch (KafkaException e) {
            LOG.warnf("The last commit for %s failed; events since the previous one will be redelivered: %s", group,
                    e.getMessage());
        }
        forget(deliveries.keySet());
    }

    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
        // The next member that holds them determines where the group begins.
        starts.clear();
    }

    private void remember(TopicPartition partition, OffsetAndMetadata offset) {
        committed.put(partition, offset.offset());
    }

    private Map<TopicPartition, OffsetAndMetadata> advanced(Map<TopicPartition, PartitionDelivery> deliveries) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveries.forEach((partition, delivery) -> {
            Position committable = delivery.committablePosition();
            // Not only if it is higher: a topic that was deleted and created again begins at 0.
            if (committable.offset() != committed.getOrDefault(partition, UNKNOWN)) {
                offsets.put(partition, toCommit(committable));
            }
        });
        return offsets;
    }
}
