package io.quarkiverse.eventstream.test.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The records of one partition; the offset of the first is 0. Guarded by the {@link MemoryCluster}.
 */
final class MemoryPartition {

    /** The leader never changes. */
    static final Optional<Integer> LEADER_EPOCH = Optional.of(0);

    private final TopicPartition id;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private boolean heldBack;
    /** A test has held it back, and no record has been affected yet. */
    private boolean heldBackForNothing;

    MemoryPartition(TopicPartition id) {
        this.id = id;
    }

    long append(ProducerRecord<byte[], byte[]> record) {
        heldBackForNothing &= !heldBack;
        long offset = records.size();
        long timestamp = record.timestamp() == null ? System.currentTimeMillis() : record.timestamp();
        records.add(new ConsumerRecord<>(id.topic(), id.partition(), offset, timestamp, TimestampType.CREATE_TIME,
                size(record.key()), size(record.value()), record.key(), record.value(), new RecordHeaders(record.headers()),
                LEADER_EPOCH));
        return offset;
    }

    private static int size(byte[] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    TopicPartition id() {
        return id;
    }

    long end() {
        return records.size();
    }

    /** As in Kafka: the record with the lowest offset whose timestamp is the given one or later. */
    Optional<ConsumerRecord<byte[], byte[]>> firstSince(long timestamp) {
        return records.stream().filter(record -> record.timestamp() >= timestamp).findFirst();
    }

    /** Copies of the records from an offset on, because headers are mutable; none while the partition is held back. */
    List<ConsumerRecord<byte[], byte[]>> from(long offset, int most) {
        if (offset >= end()) {
            return List.of();
        }
        if (heldBack) {
            heldBackForNothing = false;
            return List.of();
        }
        int first = Math.toIntExact(offset);
        return records.subList(first, (int) Math.min(end(), (long) first + most)).stream().map(MemoryPartition::copy).toList();
    }

    /** Copies of all records. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        return records.stream().map(MemoryPartition::copy).toList();
    }

    void holdBack() {
        heldBack = true;
        heldBackForNothing = true;
    }

    void release() {
        heldBack = false;
    }

    boolean isHeldBackForNothing() {
        return heldBackForNothing;
    }

    void clearFaults() {
        heldBack = false;
        heldBackForNothing = false;
    }

    private static ConsumerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.timestamp(),
                record.timestampType(), record.serializedKeySize(), record.serializedValueSize(), record.key(),
                record.value(), new RecordHeaders(record.headers()), record.leaderEpoch());
    }
}
