package io.quarkiverse.eventstream.runtime.consume;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.LostPosition;

/**
 * Determines where to continue in partitions whose position was lost, so that no existing record is passed over and as few as possible are
 * redelivered. Each case is logged with its numbers, and reported to the observation. Confined to the polling thread.
 *
 * @param subject what is consumed, for logs
 */
record PositionRecovery(Consumer<?, ?> consumer, String subject, BrokerRequests requests, GroupObservation observation) {

    private static final Logger LOG = Logger.getLogger(PositionRecovery.class);

    /** Determines the positions in partitions of a topic that was not created again. */
    Map<TopicPartition, Position> recover(OffsetOutOfRangeException lost) {
        Map<TopicPartition, OffsetAndMetadata> divergent = lost instanceof LogTruncationException truncation
                ? truncation.divergentOffsets()
                : Map.of();
        Set<TopicPartition> partitions = lost.partitions();
        Map<TopicPartition, Long> beginnings = requests.send(() -> consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = requests.send(() -> consumer.endOffsets(partitions));
        Map<TopicPartition, Position> positions = new HashMap<>();
        lost.offsetOutOfRangePartitions().forEach((partition, from) -> {
            long beginning = beginnings.get(partition);
            if (divergent.containsKey(partition)) {
                positions.put(partition, truncated(partition, from, divergent.get(partition)));
            } else if (from < beginning) {
                positions.put(partition, expired(partition, from, beginning));
            } else {
                positions.put(partition, beyondEnd(partition, from, beginning, ends.get(partition)));
            }
        });
        return positions;
    }

    private Position truncated(TopicPartition partition, long from, OffsetAndMetadata to) {
        LOG.warnf(
                "The log of partition %d was truncated before the position of %s: the broker has lost the %d offsets from %d to"
                        + " %d, as when a replica that was not in sync became the leader. Listeners had them, and resume with the records"
                        + " that replaced them, at offset %d",
                partition.partition(), subject, from - to.offset(), to.offset(),
                from - 1, to.offset());
        observation.positionLost(LostPosition.TRUNCATED, from - to.offset());
        return Position.of(to);
    }

    private Position expired(TopicPartition partition, long from, long beginning) {
        LOG.warnf(
                "In partition %d, %d offsets from %d to %d expired unread by %s: the retention of the topic overtook the group."
                        + " Listeners resume at the oldest record, offset %d. Keep records for longer than listeners may be away, see"
                        + " retention.ms and retention.bytes of the topic",
                partition.partition(), beginning - from, from, beginning - 1,
                subject, beginning);
        observation.positionLost(LostPosition.EXPIRED, beginning - from);
        return Position.at(beginning);
    }

    private Position beyondEnd(TopicPartition partition, long from, long beginning, long end) {
        LOG.warnf(
                "The position of %s in partition %d, offset %d, is beyond its end, offset %d, and it is not known where the log"
                        + " was changed. Listeners resume at the oldest record, offset %d, so that none is lost: up to %d"
                        + " records are redelivered",
                subject, partition.partition(), from, end, beginning, end - beginning);
        observation.positionLost(LostPosition.BEYOND_END, end - beginning);
        return Position.at(beginning);
    }

    /** Determines the positions in partitions of a topic that was created again: their starts, even if a broker lags behind. */
    Map<TopicPartition, Position> restart(Set<TopicPartition> partitions) {
        partitions.forEach(partition -> observation.positionLost(LostPosition.RECREATED, 0));
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> Position.at(0)));
    }

    /** Reports that the group has committed partitions of another topic of the same name. */
    void reportCommitsOfOtherTopic(Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.warnf(
                    "The offsets that %s has committed belong to a topic that was deleted and created again: its listeners read"
                            + " the new one from the start of the partitions %s",
                    subject,
                    partitions.stream().map(TopicPartition::partition).sorted().toList());
            restart(partitions);
        }
    }
}
