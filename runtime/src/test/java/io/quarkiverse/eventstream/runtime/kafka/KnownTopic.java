package io.quarkiverse.eventstream.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/** A topic whose partitions change, as a producer knows it. */
final class KnownTopic implements FirstRecords.Topics {

    private static final Node LEADER = new Node(1, "localhost", 9092);

    private final boolean isPartitionKnown;
    private long answers;
    private List<PartitionInfo> partitions = List.of();

    KnownTopic(boolean isPartitionKnown) {
        this.isPartitionKnown = isPartitionKnown;
    }

    @Override
    public long answers() {
        return answers;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        if (partitions.isEmpty()) {
            throw new TimeoutException("not known");
        }
        return partitions;
    }

    @Override
    public Optional<KeyPartitioner> partitioner() {
        return isPartitionKnown ? Optional.of(KeyPartitioner.MURMUR2) : Optional.empty();
    }

    void has(int count, Integer... leaderless) {
        Set<Integer> without = Set.of(leaderless);
        partitions = IntStream.range(0, count)
                .mapToObj(
                        i -> new PartitionInfo("t", i, without.contains(i) ? Node.noNode() : LEADER, new Node[0], new Node[0]))
                .toList();
        answers++;
    }

    void isGone() {
        partitions = List.of();
        answers++;
    }

    /** A key for which Kafka's client chooses that partition. */
    byte[] keyOf(int partition) {
        return IntStream.range(0, 1000).mapToObj(i -> ("key" + i).getBytes(UTF_8))
                .filter(key -> Utils.toPositive(Utils.murmur2(key)) % partitions.size() == partition).findFirst().orElseThrow();
    }
}
