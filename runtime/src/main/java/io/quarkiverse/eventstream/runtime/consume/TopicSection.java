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
 * What a topic holds before an offset, without a group; where to begin, {@link StartPositions} says. Outlives its consumer: one
 * that follows goes on to the same ends. Confined to the polling thread.
 */
final class TopicSection {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Only where nothing comes. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final String topic;
    private final Offset to;
    private Map<TopicPartition, Long> ends;

    /**
     * A section.
     *
     * @param topic the full topic
     * @param to the first offset that does not belong to it any more; {@link Offset#LATEST} is the end at the time of the first
     *        assignment
     */
    TopicSection(String topic, Offset to) {
        this.topic = topic;
        this.to = to;
    }

    Assignment assignment(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerQuestions questions) {
        return new Section(consumer, partitions, questions);
    }

    private final class Section implements Assignment {

        private final Consumer<byte[], byte[]> consumer;
        private final AssignedPartitions partitions;
        private final BrokerQuestions questions;
        private boolean over;
        private long read;
        private Deadline nextLook;
        /** Until when the topic may be missing; null while it is there. */
        private Deadline missing;

        Section(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerQuestions questions) {
            this.consumer = consumer;
            this.partitions = partitions;
            this.questions = questions;
        }

        @Override
        public void begin(boolean isNew) {
            look();
        }

        @Override
        public boolean canPoll() {
            return !partitions.all().isEmpty();
        }

        /** A partition whose end is reached is fetched no more. */
        @Override
        public void refresh() {
            if (!canPoll()) {
                look();
                return;
            }
            Map<TopicPartition, Long> positions = ends.keySet().stream()
                    .collect(Collectors.toMap(Function.identity(), partitions::position));
            Set<TopicPartition> atTheirEnd = ends.entrySet().stream()
                    .filter(end -> positions.get(end.getKey()) >= end.getValue())
                    .map(Map.Entry::getKey).collect(Collectors.toSet());
            consumer.pause(atTheirEnd);
            over = atTheirEnd.size() == ends.size() && atTheirEnd.stream().allMatch(partitions::isThrough);
            long now = positions.values().stream().mapToLong(Long::longValue).sum();
            if (now != read || atTheirEnd.size() == ends.size()) {
                read = now;
                nextLook = Deadline.in(LOOK);
            } else if (nextLook.isOver()) {
                look();
            }
        }

        /** Looks whether the topic is there, and still what it was. One that was created just now may take a moment to be seen. */
        private void look() {
            nextLook = Deadline.in(LOOK);
            List<PartitionInfo> found = questions.ask(() -> consumer.listTopics(PATIENCE)).get(topic);
            if (found == null) {
                giveUpIfMissingForLong();
                return;
            }
            missing = null;
            List<TopicPartition> all = found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
            if (ends == null) {
                consumer.assign(all);
                ends = new OffsetLookup(consumer, questions).positions(to, all);
            }
            if (canPoll()) {
                requireSameTopic();
            } else {
                consumer.assign(ends.keySet());
                partitions.addWithoutGroup(ends.keySet());
            }
        }

        private void giveUpIfMissingForLong() {
            if (missing == null) {
                missing = Deadline.in(PATIENCE);
            } else if (missing.isOver()) {
                throw new TopicGoneException("The topic " + topic + (ends == null
                        ? " can't be replayed: it does not exist"
                        : " was deleted while it was replayed: what had not been delivered by then is gone"));
            }
        }

        /** A topic that was created again has less than there was, and may never have as much. */
        private void requireSameTopic() {
            questions.ask(() -> consumer.endOffsets(ends.keySet())).forEach((partition, end) -> {
                if (end < ends.get(partition)) {
                    throw new TopicGoneException(
                            "The topic " + topic + " was deleted, and created again, while it was replayed:"
                                    + " what had not been delivered by then is gone");
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
        public boolean isOver() {
            return over;
        }
    }
}
