package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.Offset;

/**
 * The records of a topic before an end offset, for a replay; {@link StartPositions} determines where it begins. The end offsets are
 * looked up once: a session that follows a failed one reads to the same ends. Confined to the polling thread.
 */
final class ReplayRange {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long no records may come before the topic is checked. */
    private static final Duration CHECK = Duration.ofSeconds(2);

    private final String topic;
    private final Offset to;
    /** Null until the first assignment. */
    private Map<TopicPartition, Long> ends;

    /**
     * A range of a topic.
     *
     * @param to the first offset beyond the range; {@link Offset#LATEST} is the end at the time of the first assignment
     */
    ReplayRange(String topic, Offset to) {
        this.topic = topic;
        this.to = to;
    }

    Assignment assignment(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerRequests requests) {
        return new ReplayAssignment(consumer, partitions, requests);
    }

    private final class ReplayAssignment implements Assignment {

        private final Consumer<byte[], byte[]> consumer;
        private final AssignedPartitions partitions;
        private final BrokerRequests requests;
        private boolean complete;
        /** The sum of the positions at the last refresh, which tells whether records come. */
        private long progress;
        private Deadline nextCheck;
        /** Until when the topic may be missing; null while it exists. */
        private Deadline missingUntil;

        ReplayAssignment(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerRequests requests) {
            this.consumer = consumer;
            this.partitions = partitions;
            this.requests = requests;
        }

        @Override
        public void begin(boolean topicWasMissing) {
            check();
        }

        @Override
        public boolean canPoll() {
            return !partitions.deliveries().isEmpty();
        }

        /** Pauses the partitions whose end is reached. */
        @Override
        public void refresh() {
            if (!canPoll()) {
                check();
                return;
            }
            Map<TopicPartition, Long> positions = ends.keySet().stream().collect(
                    Collectors.toMap(Function.identity(), partition -> partitions.deliveries().get(partition).position()));
            Set<TopicPartition> atTheirEnd = ends.entrySet().stream()
                    .filter(end -> positions.get(end.getKey()) >= end.getValue())
                    .map(Map.Entry::getKey).collect(Collectors.toSet());
            consumer.pause(atTheirEnd);
            boolean areAllAtTheirEnd = atTheirEnd.size() == ends.size();
            complete = areAllAtTheirEnd && atTheirEnd.stream().allMatch(this::isSettled);
            long sum = positions.values().stream().mapToLong(Long::longValue).sum();
            if (sum != progress || areAllAtTheirEnd) {
                progress = sum;
                nextCheck = Deadline.in(CHECK);
            } else if (nextCheck.isOver()) {
                check();
            }
        }

        private boolean isSettled(TopicPartition partition) {
            return partitions.deliveries().get(partition).unfinished() == 0;
        }

        /** Checks that the topic exists and was not created again. A topic that was just created may not be listed at once. */
        private void check() {
            nextCheck = Deadline.in(CHECK);
            List<PartitionInfo> found = requests.send(() -> consumer.listTopics(PATIENCE)).get(topic);
            if (found == null) {
                requireNotMissingForLong();
                return;
            }
            missingUntil = null;
            List<TopicPartition> all = found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
            if (ends == null) {
                consumer.assign(all);
                ends = new OffsetLookup(consumer, requests).positions(to, all);
            }
            if (canPoll()) {
                requireSameTopic();
            } else {
                consumer.assign(ends.keySet());
                partitions.addWithoutGroup(ends.keySet());
            }
        }

        private void requireNotMissingForLong() {
            if (missingUntil == null) {
                missingUntil = Deadline.in(PATIENCE);
            } else if (missingUntil.isOver()) {
                throw new TopicGoneException("The topic " + topic + (ends == null
                        ? " can't be replayed: it does not exist"
                        : " was deleted while it was replayed: records that had not been delivered by then are lost"));
            }
        }

        /** A topic that was created again ends before the range does, and may never get as many records. */
        private void requireSameTopic() {
            requests.send(() -> consumer.endOffsets(ends.keySet())).forEach((partition, end) -> {
                if (end < ends.get(partition)) {
                    throw TopicGoneException.recreated(topic);
                }
            });
        }

        @Override
        public List<ConsumerRecord<byte[], byte[]>> wanted(TopicPartition partition,
                List<ConsumerRecord<byte[], byte[]>> records) {
            long end = ends.get(partition);
            return records.stream().filter(record -> record.offset() < end).toList();
        }

        @Override
        public boolean isComplete() {
            return complete;
        }
    }
}
