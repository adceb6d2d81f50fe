package io.quarkiverse.eventstream.runtime.kafka;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

import io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting;
import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * The partitions of a topic to which one producer has written a record. Until a partition has one, records go to it one at a time: a broker
 * that does not lead the partition yet refuses the first record, and a moment later accepts the second. The broker knows nothing of this
 * producer there, so it accepts any sequence number; then the first record, sent again, is out of order, and is refused until its time is
 * up. Thread-safe.
 */
final class FirstRecords {

    /** The topics of the broker, as the producer knows them. */
    interface Topics {

        /** The number of answers from the broker. Each may change the state of any topic. */
        long answers();

        /**
         * The partitions of a topic, without waiting for them.
         *
         * @throws RuntimeException if the topic is not known, with the broker's last answer
         */
        List<PartitionInfo> partitionsFor(String topic);

        /** How keys determine partitions; empty if the application has a partitioner of its own. */
        Optional<KeyPartitioner> partitioner();
    }

    /** Whether a record may go to Kafka's client. */
    sealed interface Admission permits Granted, Progress.Waiting {}

    /** The record may go. */
    enum Granted implements Admission {
        GRANTED
    }

    private record Known(long answers, List<PartitionInfo> partitions) {}

    private static final int NONE = -1;
    private static final Known NOTHING = new Known(-1, List.of());

    private final String topic;
    private final Topics topics;
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final Set<Integer> inFlight = ConcurrentHashMap.newKeySet();
    private volatile Known known = NOTHING;
    /** Whether {@link #written} has all of {@link #known}. */
    private volatile boolean complete;

    /** No partition has a record yet. */
    FirstRecords(String topic, Topics topics) {
        this.topic = topic;
        this.topics = topics;
    }

    /** Whether these are the first records of that producer. */
    boolean areOf(Topics producer) {
        return topics == producer;
    }

    /**
     * The partition that a record goes to; empty if it may go to any. Where the application determines partitions, the topic counts as
     * one.
     *
     * @throws RuntimeException if the topic is not known, with the broker's last answer
     */
    OptionalInt partitionOf(ProducerRecord<byte[], byte[]> record) {
        return partitionOf(record, partitions());
    }

    private OptionalInt partitionOf(ProducerRecord<byte[], byte[]> record, List<PartitionInfo> partitions) {
        if (topics.partitioner().isEmpty()) {
            return OptionalInt.of(0);
        }
        if (record.partition() != null) {
            return OptionalInt.of(record.partition());
        }
        return record.key() == null
                ? OptionalInt.empty()
                : OptionalInt.of(topics.partitioner().get().partition(record.key(), partitions.size()));
    }

    /**
     * Asks whether a record may go now.
     *
     * @param pending gets its partition, unless all have a record, and whether it is the first one there. If so, it must call
     *        {@link #written} or {@link #released}
     * @throws RuntimeException if the topic is not known, with the broker's last answer
     */
    Admission admit(PendingRecord pending) {
        List<PartitionInfo> partitions = partitions();
        if (complete) {
            return Granted.GRANTED;
        }
        OptionalInt partition = partitionOf(pending.record(), partitions);
        return partition.isPresent() ? admitTo(partition.getAsInt(), pending) : admitToAny(pending, partitions);
    }

    private Admission admitTo(int partition, PendingRecord pending) {
        pending.partition(partition);
        if (written.contains(partition)) {
            return Granted.GRANTED;
        }
        if (inFlight.add(partition)) {
            pending.becomeFirstOf(this);
            return Granted.GRANTED;
        }
        return Waiting.FOR_PARTITION;
    }

    private Admission admitToAny(PendingRecord pending, List<PartitionInfo> partitions) {
        int start = ThreadLocalRandom.current().nextInt(partitions.size());
        int chosen = NONE;
        for (int i = 0; i < partitions.size(); i++) {
            PartitionInfo candidate = partitions.get((start + i) % partitions.size());
            if (!hasLeader(candidate)) {
                continue;
            }
            if (written.contains(candidate.partition())) {
                chosen = candidate.partition();
            } else if (inFlight.add(candidate.partition())) {
                chosen = candidate.partition();
                pending.becomeFirstOf(this);
                break;
            }
        }
        if (chosen == NONE) {
            return Waiting.FOR_CLIENT;
        }
        pending.goTo(chosen);
        return Granted.GRANTED;
    }

    private static boolean hasLeader(PartitionInfo partition) {
        Node leader = partition.leader();
        return leader != null && !leader.isEmpty();
    }

    private List<PartitionInfo> partitions() {
        Known seen = known;
        long answers = topics.answers();
        return seen.answers == answers ? seen.partitions : refresh(answers);
    }

    private synchronized List<PartitionInfo> refresh(long answers) {
        try {
            known = new Known(answers, topics.partitionsFor(topic));
        } catch (RetriableException e) {
            // The topic may have been deleted. A topic that is created again is another one, without records.
            known = NOTHING;
            written.clear();
            complete = false;
            throw e;
        }
        complete = isComplete();
        return known.partitions;
    }

    private boolean isComplete() {
        return !written.isEmpty() && written.size() >= (topics.partitioner().isPresent() ? known.partitions.size() : 1);
    }

    /** Kafka's client has released a first record, or never took it. */
    void released(int partition) {
        inFlight.remove(partition);
    }

    /** The broker has written a first record. */
    void written(int partition) {
        if (written.add(partition)) {
            synchronized (this) {
                complete = isComplete();
            }
        }
    }
}
