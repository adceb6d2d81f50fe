package io.quarkiverse.eventstream.operations.runtime.topic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerSettings;

/**
 * Reads parts of a topic, with a consumer that joins no group and exists until this is closed. However long the topic is, it holds only the
 * records of one fetch. Confined to one thread.
 */
public final class TopicReader implements AutoCloseable {

    private static final int MAX_POLL_RECORDS = 500;
    private static final int FETCH_BYTES = 2 << 20;
    private static final int PARTITION_FETCH_BYTES = 1 << 20;
    private static final Duration POLL = Duration.ofMillis(200);

    /** Gets records, in the order of each partition. */
    @FunctionalInterface
    public interface Visitor {

        /** Returns whether to read on. */
        boolean visit(ConsumerRecord<byte[], byte[]> record);
    }

    /** Copies nothing. */
    private static final class LeftOutValues implements Deserializer<byte[]> {

        private static final byte[] PRESENT = {};

        @Override
        public byte[] deserialize(String topic, byte[] value) {
            return value == null ? null : PRESENT;
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
            return value == null ? null : PRESENT;
        }
    }

    private final Broker broker;
    private final String topic;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;

    private TopicReader(Broker broker, String topic, String group, Duration patience, Deserializer<byte[]> values) {
        this.broker = broker;
        this.topic = topic;
        this.patience = patience;
        this.consumer = explained(() -> broker
                .open(new ConsumerSettings(group, topic, values, MAX_POLL_RECORDS, FETCH_BYTES, PARTITION_FETCH_BYTES)));
    }

    /**
     * Opens a reader.
     *
     * @param topic the full topic
     * @param patience how long the broker may take for an answer
     */
    public static TopicReader open(Broker broker, String topic, Duration patience) {
        return new TopicReader(broker, topic, null, patience, new ByteArrayDeserializer());
    }

    /** A reader that leaves values out: a value that is there is empty. */
    public static TopicReader withoutValues(Broker broker, String topic, Duration patience) {
        return withoutValues(broker, topic, null, patience);
    }

    /** The same, which also knows what a group has {@linkplain #uncommitted committed}. */
    public static TopicReader withoutValues(Broker broker, String topic, String group, Duration patience) {
        return new TopicReader(broker, topic, group, patience, new LeftOutValues());
    }

    /** All partitions, with what is in them now: only committed records count. */
    public List<Section> sections() {
        List<PartitionInfo> known = explained(() -> consumer.partitionsFor(topic, patience));
        return sections(known == null ? 0 : known.size());
    }

    /** That of the first partitions, which must exist. */
    public List<Section> sections(int partitions) {
        List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
        return explained(() -> {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all, patience);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, patience);
            return all.stream().map(each -> new Section(each.partition(), beginnings.get(each), ends.get(each))).toList();
        });
    }

    /** The parts of sections that the group has not committed. */
    public List<Section> uncommitted(List<Section> sections) {
        Set<TopicPartition> partitions = sections.stream().map(this::id).collect(Collectors.toSet());
        Map<TopicPartition, OffsetAndMetadata> committed = explained(() -> consumer.committed(partitions, patience));
        return sections.stream().map(section -> {
            OffsetAndMetadata offset = committed.get(id(section));
            return offset == null ? section : section.startingAt(offset.offset());
        }).toList();
    }

    /** The parts of sections from the first record on whose timestamp is an instant or later. */
    public List<Section> since(Instant instant, List<Section> sections) {
        Map<TopicPartition, Long> times = new HashMap<>();
        sections.forEach(section -> times.put(id(section), Math.max(0, instant.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = explained(() -> consumer.offsetsForTimes(times, patience));
        return sections.stream().map(section -> {
            OffsetAndTimestamp first = found.get(id(section));
            return section.startingAt(first == null ? section.to() : first.offset());
        }).toList();
    }

    /**
     * Reads sections, side by side. Records that were deleted meanwhile are left out.
     *
     * @return false if the visitor has ended it
     */
    public boolean read(Collection<Section> sections, Visitor visitor) {
        Map<TopicPartition, Section> left = new HashMap<>();
        sections.stream().filter(section -> !section.isEmpty()).forEach(section -> left.put(id(section), section));
        return explained(() -> {
            consumer.assign(left.keySet());
            // Those that an earlier reading has paused.
            consumer.resume(left.keySet());
            left.forEach((partition, section) -> consumer.seek(partition, section.from()));
            return readAll(left, visitor);
        });
    }

    private boolean readAll(Map<TopicPartition, Section> left, Visitor visitor) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!left.isEmpty()) {
            boolean progressed = false;
            for (ConsumerRecord<byte[], byte[]> record : poll()) {
                Section section = left.get(new TopicPartition(record.topic(), record.partition()));
                progressed = true;
                if (section != null && section.contains(record.offset()) && !visitor.visit(record)) {
                    return false;
                }
            }
            // The position also passes records that are none of this topic's users: the ends of transactions.
            progressed |= removeFinished(left);
            if (progressed) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new EventStreamException("The topic " + topic + " could not be read within " + patience
                        + ": no answer for " + left.values() + reason());
            }
        }
        return true;
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            // Retention has deleted the first records meanwhile.
            consumer.beginningOffsets(e.partitions(), patience).forEach(consumer::seek);
            return List.of();
        }
    }

    private boolean removeFinished(Map<TopicPartition, Section> left) {
        List<TopicPartition> finished = new ArrayList<>();
        left.forEach((partition, section) -> {
            if (consumer.position(partition, patience) >= section.to()) {
                finished.add(partition);
            }
        });
        consumer.pause(finished);
        finished.forEach(left::remove);
        return !finished.isEmpty();
    }

    private TopicPartition id(Section section) {
        return new TopicPartition(topic, section.partition());
    }

    private <T> T explained(Supplier<T> request) {
        try {
            return request.get();
        } catch (KafkaException e) {
            throw new EventStreamException("The topic " + topic + " could not be read: "
                    + broker.explain(e).remedy().orElseGet(() -> e + reason()), e);
        }
    }

    private String reason() {
        return broker.diagnose().map(obstacle -> ". " + obstacle.text()).orElse("");
    }

    @Override
    public void close() {
        try {
            broker.closing(consumer);
        } finally {
            // A fetch beyond the end may be in flight, and is answered after half a second.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
