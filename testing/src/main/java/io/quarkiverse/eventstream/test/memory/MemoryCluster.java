package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.KeyPartitioner;
import io.quarkiverse.eventstream.spi.WriterFencedException;

/**
 * The topics and groups in memory. One lock guards everything; each change wakes the waiting threads. Thread-safe.
 */
final class MemoryCluster {

    private final int partitionsByDefault;

    // Guarded by this.
    private final Map<String, List<MemoryPartition>> topics = new TreeMap<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private final Map<String, MemoryGroup> groups = new HashMap<>();
    private final Map<String, MemoryWriter> writers = new HashMap<>();
    private int turn;
    private int members;

    MemoryCluster(int partitionsByDefault) {
        this.partitionsByDefault = partitionsByDefault;
    }

    /** Runs a change with the lock held, and wakes the waiting threads. */
    synchronized <T> T change(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            notifyAll();
        }
    }

    /**
     * Waits until a condition holds, rechecking it after every change.
     *
     * @param condition evaluated with the lock held
     * @return false after a timeout
     */
    synchronized boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    synchronized Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    /** The number of partitions of a topic; 0 if there is no such topic. */
    synchronized int partitions(String topic) {
        return topics.getOrDefault(topic, List.of()).size();
    }

    /** The number of partitions of a topic, which is created if it is missing. */
    synchronized int partitionsOfNew(String topic) {
        return topic(topic).size();
    }

    /** Creates a topic, or adds partitions to it. */
    void grow(String topic, int partitions) {
        change(() -> {
            List<MemoryPartition> grown = topics.computeIfAbsent(topic, absent -> new ArrayList<>());
            ids.computeIfAbsent(topic, absent -> Uuid.randomUuid());
            while (grown.size() < partitions) {
                grown.add(new MemoryPartition(new TopicPartition(topic, grown.size())));
            }
            groups.values().forEach(group -> group.assign(topic, grown.size()));
            return null;
        });
    }

    /** The id of a topic, if it exists. */
    synchronized Optional<Uuid> topicId(String topic) {
        return Optional.ofNullable(ids.get(topic));
    }

    private List<MemoryPartition> topic(String topic) {
        if (!topics.containsKey(topic)) {
            grow(topic, partitionsByDefault);
        }
        return topics.get(topic);
    }

    private Optional<MemoryPartition> partition(TopicPartition partition) {
        return Optional.ofNullable(topics.get(partition.topic()))
                .filter(partitions -> partition.partition() < partitions.size())
                .map(partitions -> partitions.get(partition.partition()));
    }

    /** Writes a record as Kafka's own client does. */
    WrittenRecord append(ProducerRecord<byte[], byte[]> record) {
        return append(record, KeyPartitioner.MURMUR2);
    }

    /** Writes a record to its partition; if it has none, to the one that its key determines; without a key, in turn. */
    WrittenRecord append(ProducerRecord<byte[], byte[]> record, KeyPartitioner partitioner) {
        return change(() -> {
            List<MemoryPartition> partitions = topic(record.topic());
            int chosen = choose(record, partitioner, partitions.size());
            requirePartition(record.topic(), chosen, partitions.size());
            return new WrittenRecord(record.topic(), chosen, partitions.get(chosen).append(record));
        });
    }

    /** From now on, a writer of the name is the only one that writes. */
    void open(String name, MemoryWriter writer) {
        change(() -> writers.put(name, writer));
    }

    /** Writes records to their partitions, all or none. */
    void append(String name, MemoryWriter writer, List<ProducerRecord<byte[], byte[]>> records) {
        change(() -> {
            if (writers.get(name) != writer) {
                throw new WriterFencedException(
                        "The writer " + name + " has written nothing: another one of that name was opened."
                                + " Read again, and decide again",
                        null);
            }
            records.forEach(record -> requirePartition(record.topic(), record.partition(), topic(record.topic()).size()));
            records.forEach(this::append);
            return null;
        });
    }

    private static void requirePartition(String topic, int chosen, int partitions) {
        if (chosen >= partitions) {
            throw new IllegalArgumentException(
                    "The topic " + topic + " has " + partitions + " partitions: there is no partition "
                            + chosen);
        }
    }

    private int choose(ProducerRecord<byte[], byte[]> record, KeyPartitioner partitioner, int partitions) {
        if (record.partition() != null) {
            return record.partition();
        }
        return record.key() == null
                ? Math.floorMod(turn++, partitions)
                : partitioner.partition(record.key(), partitions);
    }

    /** The ends of partitions; 0 for one that does not exist. */
    synchronized Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition,
                partition -> partition(partition).map(MemoryPartition::end).orElse(0L)));
    }

    synchronized Optional<ConsumerRecord<byte[], byte[]>> firstSince(TopicPartition partition, long timestamp) {
        return partition(partition).flatMap(found -> found.firstSince(timestamp));
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition, long offset, int most) {
        return partition(partition).map(found -> found.from(offset, most)).orElse(List.of());
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return topics.getOrDefault(topic, List.of()).stream().flatMap(partition -> partition.all().stream()).toList();
    }

    /** Changes an existing partition. */
    void change(TopicPartition partition, Consumer<MemoryPartition> change) {
        change(() -> {
            change.accept(partition(partition).orElseThrow(() -> new IllegalArgumentException("The topic " + partition.topic()
                    + " has " + partitions(partition.topic()) + " partitions: there is no partition "
                    + partition.partition())));
            return null;
        });
    }

    void clearFaults() {
        change(() -> {
            topics.values().forEach(partitions -> partitions.forEach(MemoryPartition::clearFaults));
            return null;
        });
    }

    /** The partitions that were held back without effect. */
    synchronized List<TopicPartition> heldBackForNothing() {
        return topics.values().stream().flatMap(List::stream).filter(MemoryPartition::isHeldBackForNothing)
                .map(MemoryPartition::id).toList();
    }

    synchronized Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    /** The group, with the lock held. */
    MemoryGroup group(String group) {
        return groups.computeIfAbsent(group, absent -> new MemoryGroup());
    }

    synchronized Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return Map.copyOf(group(group).committed());
    }

    /** Sets the position of a group without commits to the end of a topic, which is created if it is missing. */
    void positionAtEnd(String group, String topic) {
        change(() -> {
            List<MemoryPartition> partitions = topic(topic);
            Map<TopicPartition, OffsetAndMetadata> committed = group(group).committed();
            if (committed.keySet().stream().noneMatch(partition -> partition.topic().equals(topic))) {
                partitions.forEach(partition -> committed.put(partition.id(), new OffsetAndMetadata(partition.end())));
            }
            return null;
        });
    }

    synchronized List<Set<TopicPartition>> holdings(String group) {
        return group(group).holdings();
    }

    /** Adds a member to a group, for a topic that is created if it is missing. */
    MemoryGroup.Member join(String group, String topic, boolean passive) {
        return change(() -> {
            MemoryGroup.Member member = new MemoryGroup.Member(topic, "memory-" + ++members, passive);
            group(group).join(member, partitionsOfNew(topic));
            return member;
        });
    }

    void leave(String group, MemoryGroup.Member member, String topic) {
        change(() -> {
            group(group).leave(member, partitions(topic));
            return null;
        });
    }

    /**
     * Commits offsets.
     *
     * @throws CommitFailedException if the member is no longer in the group, as in Kafka
     */
    void commit(String group, MemoryGroup.Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        change(() -> {
            MemoryGroup coordinator = group(group);
            if (!coordinator.has(member)) {
                throw new CommitFailedException("The member is no longer part of the group " + group);
            }
            coordinator.committed().putAll(offsets);
            return null;
        });
    }
}
