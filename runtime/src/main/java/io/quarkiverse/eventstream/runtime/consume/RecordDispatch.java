package io.quarkiverse.eventstream.runtime.consume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * Gives fetched records to the deliveries of their partitions, and pauses the partitions that must not be fetched: because their
 * delivery is full, because the gate is closed, or because the start of the group is not committed yet. If the group
 * {@linkplain io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup#commitsBefore commits before}, only committed records are
 * dispatched, so that no other member gets them. Confined to the polling thread.
 */
final class RecordDispatch {

    private final Consumer<?, ?> consumer;
    private final SessionContext context;
    private final PartitionDeliveries deliveries;
    private final OffsetCommits commits;
    private final FetchGate gate;
    /** Whether the gate is closed, so that the last records must be fetched again. */
    private boolean heldBack;

    RecordDispatch(Consumer<?, ?> consumer, SessionContext context, PartitionDeliveries deliveries, OffsetCommits commits) {
        this.consumer = consumer;
        this.context = context;
        this.deliveries = deliveries;
        this.commits = commits;
        this.gate = new FetchGate(context.settings().gate());
    }

    /** Gives the records of a poll to the deliveries. Records for which there is no room are fetched again later. */
    void offer(ConsumerRecords<byte[], byte[]> records, Assignment assignment) {
        context.delivery().values().pollBegins();
        heldBack = !gate.tryPass(!records.isEmpty());
        Map<TopicPartition, Integer> committed = context.group().commitsBefore() ? commitBefore(records) : null;
        Set<TopicPartition> rewound = new HashSet<>();
        for (TopicPartition partition : records.partitions()) {
            PartitionDelivery delivery = deliveries.get(partition);
            // A partition that was lost in the same poll may still have had records fetched; another member gets them.
            if (delivery != null) {
                List<ConsumerRecord<byte[], byte[]>> wanted = assignment.wanted(partition, records.records(partition));
                int limit = committed == null ? wanted.size() : committed.getOrDefault(partition, 0);
                if (!offer(delivery, wanted, limit)) {
                    rewound.add(partition);
                }
            }
        }
        // The position may be beyond the last record, or move without any: partitions also contain transaction markers, and
        // records that were aborted or compacted away.
        records.nextOffsets().forEach((partition, next) -> {
            PartitionDelivery delivery = deliveries.get(partition);
            if (delivery != null && !rewound.contains(partition)) {
                delivery.fetchedUpTo(Position.of(next));
            }
        });
    }

    /**
     * Commits the records that there is room for.
     *
     * @return how many of each partition are committed; none if the group does not accept that now
     */
    private Map<TopicPartition, Integer> commitBefore(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Integer> counts = new HashMap<>();
        Map<TopicPartition, Position> positions = new HashMap<>();
        for (TopicPartition partition : heldBack ? Set.<TopicPartition>of() : records.partitions()) {
            PartitionDelivery delivery = deliveries.get(partition);
            List<ConsumerRecord<byte[], byte[]>> fetched = records.records(partition);
            int room = delivery == null ? 0 : delivery.room(fetched);
            if (room > 0) {
                counts.put(partition, room);
                positions.put(partition, after(fetched.get(room - 1)));
            }
        }
        return commits.tryCommit(positions) ? counts : Map.of();
    }

    private static Position after(ConsumerRecord<?, ?> record) {
        return new Position(record.offset() + 1, Position.epoch(record.leaderEpoch()));
    }

    /** Returns false if not all of them were taken: then the consumer fetches the others again. */
    private boolean offer(PartitionDelivery delivery, List<ConsumerRecord<byte[], byte[]>> records, int limit) {
        int taken = heldBack ? 0 : delivery.offer(records.subList(0, limit));
        if (taken == records.size()) {
            return true;
        }
        ConsumerRecord<?, ?> next = records.get(taken);
        consumer.seek(new TopicPartition(next.topic(), next.partition()),
                new OffsetAndMetadata(next.offset(), next.leaderEpoch(), ""));
        return false;
    }

    /** Pauses the partitions that must not be fetched, and resumes the others. */
    void pauseOrResume() {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        deliveries.byPartition().forEach((partition, delivery) -> {
            boolean mustPause = heldBack || !delivery.requestRoom() || commits.awaitsStart(partition);
            if (mustPause != paused.contains(partition)) {
                (mustPause ? pause : resume).add(partition);
            }
        });
        consumer.pause(pause);
        consumer.resume(resume);
    }
}
