package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamSettings;
import io.quarkiverse.eventstream.test.memory.PublishFaults.Fault;

/**
 * What stands for a Kafka cluster where the stream is {@code memory}: topics, groups, and faults on demand. Streams with the same
 * broker share its topics, be they of one service or of several.
 * <p>
 * <b>Names.</b> Topics and groups are named as everywhere in tests: as in {@code @OnEvent}, without the prefix. The full name, with the
 * prefix, is understood, too; it is needed where several names end alike. What the broker returns are full names. A topic comes with
 * the first record or listener, or with {@link #createTopic}; a group with its first listener. A name that is neither known is refused,
 * with those that are.
 * <p>
 * <b>Faults</b> concern what is published from here on, in the order in which they were asked for; {@link #clearFaults} ends them. A test
 * in which one was asked for and did not happen fails in the end, see {@link #requireFaultsUsed}.
 * <p>
 * An instance that no stream can reach, because the streams of the application are of another kind, refuses everything with an
 * {@link IllegalStateException}. Thread-safe.
 */
public final class MemoryBroker {

    /** How many partitions a topic has that is made without saying so: as many as the broker of Dev Services gives it. */
    public static final int DEFAULT_PARTITIONS = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryCluster cluster;
    private final BrokerNames names;
    private final Supplier<String> unreachable;
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
        this(partitions, () -> null);
    }

    /**
     * A broker that may be out of reach.
     *
     * @param unreachable why no stream can reach it; null if one can
     */
    MemoryBroker(int partitions, Supplier<String> unreachable) {
        requireOne(partitions);
        this.cluster = new MemoryCluster(partitions);
        this.names = new BrokerNames(cluster);
        this.unreachable = unreachable;
    }

    private static void requireOne(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic needs a partition or more, not " + partitions);
        }
    }

    StreamConnection open(StreamSettings settings) {
        return new MemoryConnection(cluster, faults, order, names, settings);
    }

    /** A test that does something to a broker that nobody uses would pass, having tested nothing. */
    private BrokerNames reachable() {
        String reason = names.isAnyOpened() ? null : unreachable.get();
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
        return names;
    }

    private String topic(String name) {
        return reachable().topic(Objects.requireNonNull(name, "topic"));
    }

    /** A topic, or one that comes with the first dead letter. */
    private String target(String name) {
        return reachable().topicOrDeadLetterTopic(Objects.requireNonNull(name, "topic"));
    }

    private TopicPartition partition(String topic, int partition) {
        return new TopicPartition(topic(topic), partition);
    }

    private String group(String name) {
        return reachable().group(Objects.requireNonNull(name, "group"));
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
        String full = reachable().newTopic(Objects.requireNonNull(topic, "topic"));
        int present = cluster.partitions(full);
        if (partitions < present) {
            throw new IllegalArgumentException("The topic " + full + " can't have " + partitions + " partitions, it has "
                    + present + ": partitions can be added, not taken away");
        }
        cluster.grow(full, partitions);
    }

    /**
     * All topics.
     *
     * @return their full names, in alphabetical order
     */
    public Set<String> topics() {
        reachable();
        return cluster.topics();
    }

    /**
     * All groups.
     *
     * @return their full names, in alphabetical order
     */
    public Set<String> groups() {
        reachable();
        return cluster.groups();
    }

    /**
     * How many partitions a topic has.
     *
     * @param topic the topic
     * @return 1 or more
     * @throws IllegalArgumentException if there is no such topic
     */
    public int partitions(String topic) {
        return cluster.partitions(topic(topic));
    }

    /**
     * Writes a record past the bus, as a foreign client does. No fault concerns it.
     *
     * @param record the record: with a partition, or else where its key belongs, as Kafka has it, or anywhere
     * @return where it was written
     * @throws IllegalArgumentException if there is no such topic or partition
     */
    public WrittenRecord write(ProducerRecord<byte[], byte[]> record) {
        return cluster.append(new ProducerRecord<>(topic(record.topic()), record.partition(), record.timestamp(), record.key(),
                record.value(), record.headers()));
    }

    /**
     * All records of a topic.
     *
     * @param topic the topic
     * @return by partition, and in the order of each; empty for a topic that dead letters of a listener would go to, and none has
     * @throws IllegalArgumentException if there is no such topic
     */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return cluster.records(target(topic));
    }

    /**
     * What a group has committed of a topic.
     *
     * @param group the group
     * @param topic the topic
     * @return for each partition the offset of the next record to deal with; none for a partition of which nothing is committed
     * @throws IllegalArgumentException if there is no such group or topic
     */
    public Map<Integer, Long> committed(String group, String topic) {
        String fullTopic = topic(topic);
        Map<Integer, Long> committed = new TreeMap<>();
        cluster.committed(names.groupOf(Objects.requireNonNull(group, "group"), fullTopic)).forEach((partition, offset) -> {
            if (partition.topic().equals(fullTopic)) {
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
     * @throws IllegalArgumentException if there is no such group
     */
    public List<Set<TopicPartition>> members(String group) {
        return cluster.holdings(group(group));
    }

    /**
     * The next record that is published to a topic is not written.
     *
     * @param topic the topic
     * @param error what its publisher is told
     * @throws IllegalArgumentException if there is no such topic
     */
    public void failNextPublish(String topic, RuntimeException error) {
        faults.add(target(topic), new Fault("failNextPublish", 0, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * The next record that is published to a topic is written, and its publisher is told that it is not: so it is when the
     * connection breaks before the answer comes.
     *
     * @param topic the topic
     * @param error what its publisher is told
     * @throws IllegalArgumentException if there is no such topic
     */
    public void loseNextAnswer(String topic, RuntimeException error) {
        faults.add(target(topic), new Fault("loseNextAnswer", 1, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * The next record that is published to a topic is written after a while, and those that are published after it not before it.
     *
     * @param topic the topic
     * @param delay how long it waits; a publication that takes longer than its timeout fails
     * @throws IllegalArgumentException if there is no such topic
     */
    public void delayNextPublish(String topic, Duration delay) {
        faults.add(target(topic), new Fault("delayNextPublish", 1, null, Objects.requireNonNull(delay, "delay")));
    }

    /**
     * The next record that is published to a topic is written twice; its publisher is told of the first.
     *
     * @param topic the topic
     * @throws IllegalArgumentException if there is no such topic
     */
    public void duplicateNextPublish(String topic) {
        faults.add(target(topic), new Fault("duplicateNextPublish", 2, null, Duration.ZERO));
    }

    /**
     * Nobody gets records of a partition until it is {@linkplain #letGo let go}, so that those of the topic's other partitions
     * come first.
     *
     * @param topic the topic
     * @param partition the partition
     * @throws IllegalArgumentException if there is no such topic or partition
     */
    public void holdBack(String topic, int partition) {
        cluster.change(partition(topic, partition), MemoryPartition::holdBack);
    }

    /**
     * A partition flows again.
     *
     * @param topic the topic
     * @param partition the partition
     * @throws IllegalArgumentException if there is no such topic or partition
     */
    public void letGo(String topic, int partition) {
        cluster.change(partition(topic, partition), MemoryPartition::letGo);
    }

    /**
     * From here on, chance says how many records come from which partition first. The order within each partition stays.
     *
     * @param seed what chance depends on
     */
    public void shufflePartitions(long seed) {
        reachable();
        order.shuffle(seed);
    }

    /**
     * Takes all partitions of a topic from the members of a group, as in a rebalance, and gives them back. Waits until the service
     * has joined, and until that is done, ten seconds at most.
     *
     * @param group the group
     * @param topic the topic
     * @throws IllegalArgumentException if no listener of that group listens to that topic
     * @throws IllegalStateException if it is not done in time
     */
    public void revokeNow(String group, String topic) {
        Rebalance rebalance = rebalance(group, topic);
        rebalance.begin(members -> members.recall(rebalance.topic()));
    }

    /**
     * Throws the members of a group out, as Kafka does when it has not heard of them for too long: they can commit nothing more,
     * and join again. Waits until the service has joined, and until that is done, ten seconds at most.
     *
     * @param group the group
     * @param topic the topic
     * @throws IllegalArgumentException if no listener of that group listens to that topic
     * @throws IllegalStateException if it is not done in time
     */
    public void expelNow(String group, String topic) {
        Rebalance rebalance = rebalance(group, topic);
        rebalance.begin(members -> members.expel(rebalance.topic(), cluster.partitions(rebalance.topic())));
    }

    private Rebalance rebalance(String group, String topic) {
        String fullTopic = topic(topic);
        return new Rebalance(cluster, names.listeningGroup(Objects.requireNonNull(group, "group"), fullTopic), fullTopic,
                PATIENCE);
    }

    /**
     * Another instance of a service joins a group. Does not wait until it has its share.
     *
     * @param group the group; if nobody listens to the topic yet, it may be a new one
     * @param topic the topic
     * @return the member, to be closed
     * @throws IllegalArgumentException if there is no such topic, or other groups listen to it
     */
    public OtherMember join(String group, String topic) {
        String fullTopic = topic(topic);
        return new OtherMember(cluster, names.groupToJoin(Objects.requireNonNull(group, "group"), fullTopic), fullTopic);
    }

    /**
     * Ends all faults: none waits for a publication any more, what is delayed is written, and all partitions flow in the usual
     * order.
     */
    public void clearFaults() {
        faults.clear();
        order.restore();
        cluster.clearFaults();
    }

    /**
     * Fails if a fault was asked for and did not happen: no record was published to its topic, or came to the partition that was held
     * back. Is asked after each test that has an injected broker, or one of an {@code EventStreamExtension}; {@link #clearFaults} at the
     * end of a test says that it does not matter.
     *
     * @throws AssertionError with each of these faults
     */
    public void requireFaultsUsed() {
        List<String> unused = Stream.concat(faults.unused().stream(), cluster.heldBackForNothing().stream()
                .map(partition -> "holdBack(\"" + partition.topic() + "\", " + partition.partition() + ")")).toList();
        if (!unused.isEmpty()) {
            throw new AssertionError("These faults were never used: " + unused + ". No record was published to the topic"
                    + " after they were asked for, so nothing was tested. If that is meant, call clearFaults() at the end of"
                    + " the test");
        }
    }
}
