package io.quarkiverse.eventstream.runtime.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partitions of a topic hold a record of one producer. Until a partition does, records go to it one at a time: a broker that does
 * not lead the partition yet refuses the first record, and a moment later accepts the second. The broker knows nothing of this producer
 * there, so it accepts any sequence number; from then on the first record is out of order, until its time is up. Thread-safe.
 */
final class FirstRecords {

    /** The topics of the broker, as the producer knows them. */
    interface Topics {

        /** How many answers the broker has given. A new one may say something new of any topic. */
        long answers();

        /**
         * The partitions of a topic, without waiting for them.
         *
         * @throws RuntimeException if the topic is not known, with what the broker has said of it
         */
        List<PartitionInfo> partitionsFor(String topic);
    }

    /** Where a record may go. */
    enum Admission {
        /** To its partition. */
        GO,
        /** Not now: another record is the first one of its partition, and in flight, or earlier ones wait for that. */
        WAIT_FOR_PARTITION,
        /** Not now: it may go to any partition, and each is waiting for its first record or its leader. */
        WAIT
    }

    private record Known(long answers, List<PartitionInfo> partitions) {}

    private static final int NONE = -1;
    private static final Known NOTHING = new Known(-1, List.of());

    private final String topic;
    private final Topics topics;
    private final boolean isPartitionKnown;
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final Set<Integer> inFlight = ConcurrentHashMap.newKeySet();
    private volatile Known known = NOTHING;
    /** Whether {@link #written} holds all of {@link #known}. */
    private volatile boolean complete;

    /**
     * No partition has a record yet.
     *
     * @param topic prefix and all
     * @param topics of the producer
     * @param isPartitionKnown false if the application has a partitioner of its own. Then the topic counts as one partition
     */
    FirstRecords(String topic, Topics topics, boolean isPartitionKnown) {
        this.topic = topic;
        this.topics = topics;
        this.isPartitionKnown = isPartitionKnown;
    }

    /** Whether these are the records of that producer. */
    boolean areOf(Topics producer) {
        return topics == producer;
    }

    /**
     * Asks whether a record may go now.
     *
     * @param pending is told its partition, unless Kafka's client may choose it, and whether it is the first one there. If so, it must
     *        tell when it is written or {@link #released}
     * @throws RuntimeException if the topic is not known, with what the broker has said of it
     */
    Admission admit(PendingRecord pending) {
        List<PartitionInfo> partitions = partitions();
        boolean mayOvertake = pending.lane().mayOvertake(pending);
        if (complete && !mayOvertake) {
            return Admission.GO;
        }
        ProducerRecord<byte[], byte[]> record = pending.record();
        if (record.key() == null && isPartitionKnown) {
            return admitToAny(pending, partitions);
        }
        int partition = isPartitionKnown ? partitionOf(record.key(), partitions.size()) : 0;
        pending.partition(partition);
        if (mayOvertake && pending.lane().isWaitedFor(partition)) {
            return Admission.WAIT_FOR_PARTITION;
        }
        if (written.contains(partition)) {
            return Admission.GO;
        }
        if (inFlight.add(partition)) {
            pending.becomeFirstOf(this);
            return Admission.GO;
        }
        return Admission.WAIT_FOR_PARTITION;
    }

    /** As Kafka's client determines it. */
    private static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
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
            return Admission.WAIT;
        }
        pending.goTo(chosen);
        return Admission.GO;
    }

    private static boolean hasLeader(PartitionInfo partition) {
        Node leader = partition.leader();
        return leader != null && !leader.isEmpty();
    }

    private List<PartitionInfo> partitions() {
        Known seen = known;
        long answers = topics.answers();
        return seen.answers == answers ? seen.partitions : look(answers);
    }

    private synchronized List<PartitionInfo> look(long answers) {
        try {
            known = new Known(answers, topics.partitionsFor(topic));
        } catch (RetriableException e) {
            // The topic may have been deleted. If it is created again, it is another one, and holds nothing.
            known = NOTHING;
            written.clear();
            complete = false;
            throw e;
        }
        complete = isComplete();
        return known.partitions;
    }

    private boolean isComplete() {
        return !written.isEmpty() && written.size() >= (isPartitionKnown ? known.partitions.size() : 1);
    }

    /** Kafka's client has let go of a first record, or never took it. */
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
