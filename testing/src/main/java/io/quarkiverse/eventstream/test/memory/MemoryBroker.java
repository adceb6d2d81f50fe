package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;
import io.quarkiverse.eventstream.test.memory.PublishFaults.Fault;

/**
 * What stands for a Kafka cluster where the stream is {@code memory}: topics, groups, and faults on demand. Streams with the same
 * broker share its topics, be they of one service or of several.
 * <p>
 * Topics and groups are full names, with the prefix. A topic that nobody has made comes with the first that publishes to it or
 * consumes it. Faults concern what is published from here on, in the order in which they were asked for; {@link #clearFaults}
 * ends them. Thread-safe.
 */
public final class MemoryBroker {

    /** How many partitions a topic has that is made without saying so: as many as the broker of Dev Services gives it. */
    public static final int DEFAULT_PARTITIONS = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryCluster cluster;
    private final PublishFaults faults = new PublishFaults();
    private final FetchOrder order = new FetchOrder();

    /** A broker without topics. */
    public MemoryBroker() {
        this(DEFAULT_PARTITIONS);
    }

    /**
     * A broker without topics.
     *
     * @param partitions how many partitions a topic has that is made without saying so
     */
    public MemoryBroker(int partitions) {
        requireOne(partitions);
        this.cluster = new MemoryCluster(partitions);
    }

    private static void requireOne(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic needs a partition or more, not " + partitions);
        }
    }

    StreamConnection open(StreamSettings settings, EventCodec codec, BusThreads threads) {
        return new MemoryConnection(cluster, faults, order, settings, codec, threads);
    }

    /**
     * Makes a topic, or adds partitions to one that is there.
     *
     * @param topic the topic
     * @param partitions how many it should have
     * @throws IllegalArgumentException if it has more already: partitions can't be taken away
     */
    public void createTopic(String topic, int partitions) {
        requireOne(partitions);
        int present = cluster.partitions(topic);
        if (partitions < present) {
            throw new IllegalArgumentException("The topic " + topic + " can't have " + partitions + " partitions, it has "
                    + present + ": partitions can be added, not taken away");
        }
        cluster.grow(topic, partitions);
    }

    /**
     * All topics.
     *
     * @return in alphabetical order
     */
    public Set<String> topics() {
        return cluster.topics();
    }

    /**
     * How many partitions a topic has.
     *
     * @param topic the topic
     * @return 0 if there is no such topic
     */
    public int partitions(String topic) {
        return cluster.partitions(topic);
    }

    /**
     * Writes a record past the bus, as a foreign client does. No fault concerns it.
     *
     * @param record the record: with a partition, or else where its key belongs, as Kafka has it, or anywhere
     * @return where it was written
     * @throws IllegalArgumentException if there is no such partition
     */
    public WrittenRecord write(ProducerRecord<byte[], byte[]> record) {
        return cluster.append(record);
    }

    /**
     * All records of a topic.
     *
     * @param topic the topic
     * @return by partition, and in the order of each; empty if there is no such topic
     */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return cluster.records(topic);
    }

    /**
     * What a group has committed of a topic.
     *
     * @param group the group
     * @param topic the topic
     * @return for each partition the offset of the next record to deal with; none for a partition of which nothing is committed
     */
    public Map<Integer, Long> committed(String group, String topic) {
        Map<Integer, Long> committed = new TreeMap<>();
        cluster.committed(group).forEach((partition, offset) -> {
            if (partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    /**
     * Who is in a group.
     *
     * @param group the group
     * @return the partitions of each member; a service has a member for each topic that it consumes
     */
    public List<Set<TopicPartition>> members(String group) {
        return cluster.holdings(group);
    }

    /**
     * The next record that is published to a topic is not written.
     *
     * @param topic the topic
     * @param error what its publisher is told
     */
    public void failNextPublish(String topic, RuntimeException error) {
        faults.add(topic, new Fault(0, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * The next record that is published to a topic is written, and its publisher is told that it is not: so it is when the
     * connection breaks before the answer comes.
     *
     * @param topic the topic
     * @param error what its publisher is told
     */
    public void loseNextAnswer(String topic, RuntimeException error) {
        faults.add(topic, new Fault(1, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * The next record that is published to a topic is written after a while, and those that are published after it not before it.
     *
     * @param topic the topic
     * @param delay how long it waits; a publication that takes longer than its timeout fails
     */
    public void delayNextPublish(String topic, Duration delay) {
        faults.add(topic, new Fault(1, null, Objects.requireNonNull(delay, "delay")));
    }

    /**
     * The next record that is published to a topic is written twice; its publisher is told of the first.
     *
     * @param topic the topic
     */
    public void duplicateNextPublish(String topic) {
        faults.add(topic, new Fault(2, null, Duration.ZERO));
    }

    /**
     * Nobody gets records of a partition until it is {@linkplain #letGo let go}, so that those of the topic's other partitions
     * come first.
     *
     * @param topic the topic
     * @param partition the partition
     */
    public void holdBack(String topic, int partition) {
        cluster.holdBack(new TopicPartition(topic, partition), true);
    }

    /**
     * A partition flows again.
     *
     * @param topic the topic
     * @param partition the partition
     */
    public void letGo(String topic, int partition) {
        cluster.holdBack(new TopicPartition(topic, partition), false);
    }

    /**
     * From here on, chance says how many records come from which partition first. The order within each partition stays.
     *
     * @param seed what chance depends on
     */
    public void shufflePartitions(long seed) {
        order.shuffle(seed);
    }

    /**
     * Takes all partitions of a topic from the members of a group, as in a rebalance, and gives them back. Waits until that is
     * done, ten seconds at most.
     *
     * @param group the group
     * @param topic the topic
     */
    public void revokeNow(String group, String topic) {
        cluster.change(() -> {
            cluster.group(group).recall(topic);
            return null;
        });
        settle(group, topic, 0);
    }

    /**
     * Throws the members of a group out, as Kafka does when it has not heard of them for too long: they can commit nothing more,
     * and join again. Waits until that is done, ten seconds at most.
     *
     * @param group the group
     * @param topic the topic
     */
    public void expelNow(String group, String topic) {
        int before = cluster.change(() -> {
            MemoryGroup members = cluster.group(group);
            int count = members.members(topic);
            members.expel(topic, cluster.partitions(topic));
            return count;
        });
        settle(group, topic, before);
    }

    /**
     * Another instance of a service joins a group. Does not wait until it has its share.
     *
     * @param group the group
     * @param topic the topic
     * @return the member, to be closed
     */
    public OtherMember join(String group, String topic) {
        return new OtherMember(cluster, group, topic);
    }

    /**
     * Ends all faults: none waits for a publication any more, what is delayed is written, and all partitions flow in the usual
     * order.
     */
    public void clearFaults() {
        faults.clear();
        order.restore();
        cluster.holdNothingBack();
    }

    private void settle(String group, String topic, int members) {
        try {
            boolean settled = cluster.await(() -> cluster.group(group).isSettled(topic)
                    && cluster.group(group).members(topic) >= members, PATIENCE);
            if (!settled) {
                throw new IllegalStateException("The members of the group " + group + " do not hold the partitions of " + topic
                        + " that they should after " + PATIENCE + ": " + members(group)
                        + ". Does a listener hang? A partition is let go when its calls have ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a rebalance", e);
        }
    }
}
