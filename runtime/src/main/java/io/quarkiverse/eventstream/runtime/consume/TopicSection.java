package io.quarkiverse.eventstream.runtime.consume;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.Offset;

/**
 * What a topic holds before an offset, without a group; where to begin, {@link StartPositions} says. Outlives its consumer: one
 * that follows goes on to the same ends. Confined to the polling thread.
 */
final class TopicSection {

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

        Section(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerQuestions questions) {
            this.consumer = consumer;
            this.partitions = partitions;
            this.questions = questions;
        }

        @Override
        public void begin() {
            List<TopicPartition> all = questions.ask(() -> consumer.partitionsFor(topic)).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(all);
            if (ends == null) {
                ends = new OffsetLookup(consumer, questions).positions(to, all);
            }
            consumer.assign(ends.keySet());
            partitions.addWithoutGroup(ends.keySet());
        }

        /** A partition whose end is reached is fetched no more. */
        @Override
        public void refresh() {
            Set<TopicPartition> atTheirEnd = ends.entrySet().stream()
                    .filter(end -> questions.ask(() -> consumer.position(end.getKey())) >= end.getValue())
                    .map(Map.Entry::getKey).collect(Collectors.toSet());
            consumer.pause(atTheirEnd);
            over = atTheirEnd.size() == ends.size() && atTheirEnd.stream().allMatch(partitions::isThrough);
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
