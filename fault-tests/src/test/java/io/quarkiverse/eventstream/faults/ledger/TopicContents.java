package io.quarkiverse.eventstream.faults.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.faults.worker.EventId;

/**
 * The records on the topics of a run, in compact form. Offsets of transaction markers, aborted and deleted records are missing. Not
 * thread-safe.
 */
public final class TopicContents {

    private static final int KEY_BITS = 24;

    /** The ids and keys of one partition, by offset. */
    private static final class Content {
        private final Column ids = new Column();
        private final Column keys = new Column();
        private long begin;
        private long end;
    }

    private final Map<Partition, Content> partitions = new TreeMap<>();
    private long size;

    /** The contents of empty topics. */
    public TopicContents() {}

    /**
     * Adds a partition.
     *
     * @param partition a new partition
     */
    public void partition(Partition partition, long begin, long end) {
        Content content = partitions.computeIfAbsent(partition, absent -> new Content());
        content.begin = begin;
        content.end = end;
    }

    /**
     * Adds a record.
     *
     * @param record the next one of its partition
     */
    public void add(TopicRecord record) {
        Content content = partitions.computeIfAbsent(record.coordinates().topicPartition(), absent -> new Content());
        content.ids.set(record.coordinates().offset(), Receipts.packed(record.id()));
        content.keys.set(record.coordinates().offset(), record.key() + 1L & (1 << KEY_BITS) - 1);
        content.end = Math.max(content.end, record.coordinates().offset() + 1);
        size++;
    }

    /** The number of records on all topics. */
    public long size() {
        return size;
    }

    /** All partitions in order. */
    public Collection<Partition> partitions() {
        return List.copyOf(partitions.keySet());
    }

    /** The end offset of a partition. */
    public long end(Partition partition) {
        return partitions.get(partition).end;
    }

    /** Whether the record at given coordinates has been deleted. */
    public boolean isDeleted(Coordinates coordinates) {
        Content content = partitions.get(coordinates.topicPartition());
        return content != null && coordinates.offset() < content.begin;
    }

    /**
     * The event at given coordinates.
     *
     * @return null if there is none
     */
    public EventId at(Coordinates coordinates) {
        Content content = partitions.get(coordinates.topicPartition());
        return content == null ? null : Receipts.unpacked(content.ids.get(coordinates.offset()));
    }

    /** All records, partition by partition in order. */
    public void forEach(Consumer<TopicRecord> action) {
        partitions.keySet().forEach(partition -> forEach(partition, action));
    }

    /** The records of a partition in order. */
    public void forEach(Partition partition, Consumer<TopicRecord> action) {
        Content content = partitions.get(partition);
        for (int offset = 0; offset < content.ids.size(); offset++) {
            record(partition, content, offset, action);
        }
    }

    /** The records of a partition in reverse order. */
    public void forEachFromEnd(Partition partition, Consumer<TopicRecord> action) {
        Content content = partitions.get(partition);
        for (int offset = content.ids.size() - 1; offset >= 0; offset--) {
            record(partition, content, offset, action);
        }
    }

    private static void record(Partition partition, Content content, int offset, Consumer<TopicRecord> action) {
        EventId id = Receipts.unpacked(content.ids.get(offset));
        if (id != null) {
            action.accept(new TopicRecord(new Coordinates(partition.topic(), partition.number(), offset),
                    (int) content.keys.get(offset) - 1, id));
        }
    }
}
