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
 * Replaces the Kafka cluster of the stream {@code memory}: topics, groups, and faults on demand. Streams with the same
 * broker share its topics, whether they belong to one service or to several.
 * <p>
 * <b>Names.</b> Topics and groups are named as in {@code @OnEvent}, without the prefix. Full names, with the prefix, are accepted,
 * too, and required if a name is ambiguous. The broker returns full names. A topic is created by its first record or listener, or by
 * {@link #createTopic}; a group by its first listener. An unknown name is refused with a list of the known ones.
 * <p>
 * <b>Faults</b> apply to later publications, in the order in which they were requested, until {@link #clearFaults}. A test fails at
 * its end if a requested fault did not happen, see {@link #requireFaultsUsed}.
 * <p>
 * If all streams of the application are of another kind, no stream uses the broker, and its methods throw an
 * {@link IllegalStateException}. Thread-safe.
 */
public final class MemoryBroker {

    /** The number of partitions of a topic that is created implicitly; the same as with the broker of Dev Services. */
    public static final int DEFAULT_PARTITIONS = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryCluster cluster;
    private final BrokerNames names;
    private final Supplier<String> unreachable;
    private final PublishFaults faults = new PublishFaults();
    private final FetchOrder order = new FetchOrder();

    /** Creates a broker without topics. */
    public MemoryBroker() {
        this(DEFAULT_PARTITIONS);
    }

    /**
     * Creates a broker without topics.
     *
     * @param partitions the number of partitions of a topic that is created implicitly
     */
    public MemoryBroker(int partitions) {
        this(partitions, () -> null);
    }

    /**
     * Creates a broker that may have no stream.
     *
     * @param unreachable the reason why no stream uses it; null if one does
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

    /** With a broker that no stream uses, a test would pass without testing anything. */
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

    /** A topic, or a dead-letter topic that its first record will create. */
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
     * Creates a topic, or adds partitions to an existing one.
     *
     * @param topic the topic
     * @param partitions the number of partitions
     * @throws IllegalArgumentException if it has more partitions: they cannot be removed
     */
    public void createTopic(String topic, int partitions) {
        requireOne(partitions);
        String full = reachable().newTopic(Objects.requireNonNull(topic, "topic"));
        int present = cluster.partitions(full);
        if (partitions < present) {
            throw new IllegalArgumentException("The topic " + full + " can't have " + partitions + " partitions, it has "
                    + present + ": partitions can be added, not removed");
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
     * The number of partitions of a topic.
     *
     * @param topic the topic
     * @return 1 or more
     * @throws IllegalArgumentException if there is no such topic
     */
    public int partitions(String topic) {
        return cluster.partitions(topic(topic));
    }

    /**
     * Writes a record directly, as another client would. Faults do not apply to it.
     *
     * @param record the record; without a partition, its key chooses one as in Kafka, and without a key, it is any
     * @return its coordinates
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
     * @return the records by partition and offset; empty for a dead-letter topic that no record has been written to
     * @throws IllegalArgumentException if there is no such topic
     */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return cluster.records(target(topic));
    }

    /**
     * The offsets that a group has committed for a topic.
     *
     * @param group the group
     * @param topic the topic
     * @return the committed offset by partition; no entry for a partition without a commit
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
     * The members of a group.
     *
     * @param group the group
     * @return the partitions of each member; a service has a member for each topic that it consumes
     * @throws IllegalArgumentException if there is no such group
     */
    public List<Set<TopicPartition>> members(String group) {
        return cluster.holdings(group(group));
    }

    /**
     * Fails the next publication to a topic: its record is not written.
     *
     * @param topic the topic
     * @param error the error that the publisher gets
     * @throws IllegalArgumentException if there is no such topic
     */
    public void failNextPublish(String topic, RuntimeException error) {
        faults.add(target(topic), new Fault("failNextPublish", 0, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * Loses the acknowledgement of the next publication to a topic: its record is written, but the publisher gets an error, as when
     * the connection breaks in between.
     *
     * @param topic the topic
     * @param error the error that the publisher gets
     * @throws IllegalArgumentException if there is no such topic
     */
    public void loseNextAcknowledgement(String topic, RuntimeException error) {
        faults.add(target(topic),
                new Fault("loseNextAcknowledgement", 1, Objects.requireNonNull(error, "error"), Duration.ZERO));
    }

    /**
     * Delays the next publication to a topic; the publications after it wait, too.
     *
     * @param topic the topic
     * @param delay the delay; a publication that takes longer than its timeout fails
     * @throws IllegalArgumentException if there is no such topic
     */
    public void delayNextPublish(String topic, Duration delay) {
        faults.add(target(topic), new Fault("delayNextPublish", 1, null, Objects.requireNonNull(delay, "delay")));
    }

    /**
     * Duplicates the next publication to a topic: its record is written twice, and the publisher gets the coordinates of the first.
     *
     * @param topic the topic
     * @throws IllegalArgumentException if there is no such topic
     */
    public void duplicateNextPublish(String topic) {
        faults.add(target(topic), new Fault("duplicateNextPublish", 2, null, Duration.ZERO));
    }

    /**
     * Withholds the records of a partition from all consumers until {@link #release}, so that those of the topic's other partitions
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
     * Releases a partition that was held back.
     *
     * @param topic the topic
     * @param partition the partition
     * @throws IllegalArgumentException if there is no such topic or partition
     */
    public void release(String topic, int partition) {
        cluster.change(partition(topic, partition), MemoryPartition::release);
    }

    /**
     * Randomizes the order of partitions and the number of records from each, from now on. The order within each partition stays.
     *
     * @param seed the seed of the random numbers
     */
    public void shufflePartitions(long seed) {
        reachable();
        order.shuffle(seed);
    }

    /**
     * Revokes all partitions of a topic from the members of a group, as in a rebalance, and assigns them again. Waits until the
     * service has joined and until the rebalance is complete, each for at most ten seconds.
     *
     * @param group the group
     * @param topic the topic
     * @throws IllegalArgumentException if no listener of that group listens to that topic
     * @throws IllegalStateException if it takes longer
     */
    public void revokeNow(String group, String topic) {
        Rebalance rebalance = rebalance(group, topic);
        rebalance.begin(members -> members.recall(rebalance.topic()));
    }

    /**
     * Expels the members of a group, as Kafka does after a session timeout: they can no longer commit, and join again. Waits until
     * the service has joined and until the rebalance is complete, each for at most ten seconds.
     *
     * @param group the group
     * @param topic the topic
     * @throws IllegalArgumentException if no listener of that group listens to that topic
     * @throws IllegalStateException if it takes longer
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
     * Adds a member to a group, as a substitute for another instance of the service. Does not wait until it has its share of partitions.
     *
     * @param group the group; may be a new one if the topic has no listeners yet
     * @param topic the topic
     * @return the member, which the caller closes
     * @throws IllegalArgumentException if there is no such topic, or other groups listen to it
     */
    public OtherMember join(String group, String topic) {
        String fullTopic = topic(topic);
        return new OtherMember(cluster, names.groupToJoin(Objects.requireNonNull(group, "group"), fullTopic), fullTopic);
    }

    /**
     * Ends all faults: unused ones are dropped, delayed records are written, and all partitions are fetched in the usual order.
     */
    public void clearFaults() {
        faults.clear();
        order.restore();
        cluster.clearFaults();
    }

    /**
     * Fails if a requested fault did not happen: no record was published to its topic, or to the partition that was held back. Called
     * after each test with an injected broker, or with the broker of an {@code EventStreamExtension}; a test that does not need its
     * faults calls {@link #clearFaults} at its end.
     *
     * @throws AssertionError with each of these faults
     */
    public void requireFaultsUsed() {
        List<String> unused = Stream.concat(faults.unused().stream(), cluster.heldBackForNothing().stream()
                .map(partition -> "holdBack(\"" + partition.topic() + "\", " + partition.partition() + ")")).toList();
        if (!unused.isEmpty()) {
            throw new AssertionError("These faults were never used: " + unused + ". No record was published to the topic"
                    + " after they were requested, so nothing was tested. If that is intended, call clearFaults() at the end of"
                    + " the test");
        }
    }
}
