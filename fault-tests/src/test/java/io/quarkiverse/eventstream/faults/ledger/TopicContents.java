package io.quarkiverse.eventstream.faults.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.faults.worker.EventId;

/** What is on the topics of a run, in little memory. Offsets may be missing: of transactions, and of what was deleted. Not thread-safe. */
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

    /** Of empty topics. */
    public TopicContents() {}

    /**
     * Adds a partition.
     *
     * @param partition a new one
     * @param begin its first offset
     * @param end the offset of what comes next
     */
    public void partition(Partition partition, long begin, long end) {
        Content content = partitions.computeIfAbsent(partition, absent -> new Content());
        content.begin = begin;
        content.end = end;
    }

    /**
     * Adds what was found.
     *
     * @param record in the order of its partition
     */
    public void add(TopicRecord record) {
        Content content = partitions.computeIfAbsent(record.place().of(), absent -> new Content());
        content.ids.set(record.place().offset(), Receipts.packed(record.id()));
        content.keys.set(record.place().offset(), record.key() + 1L & (1 << KEY_BITS) - 1);
        content.end = Math.max(content.end, record.place().offset() + 1);
        size++;
    }

    /**
     * How many records there are.
     *
     * @return of all topics
     */
    public long size() {
        return size;
    }

    /**
     * All partitions.
     *
     * @return in order
     */
    public Collection<Partition> partitions() {
        return List.copyOf(partitions.keySet());
    }

    /**
     * The end of a partition.
     *
     * @param partition the partition
     * @return the offset of what comes next
     */
    public long end(Partition partition) {
        return partitions.get(partition).end;
    }

    /**
     * Whether a place is before what the topic still holds.
     *
     * @param place the place
     * @return true if what was there has been deleted
     */
    public boolean isDeleted(Place place) {
        Content content = partitions.get(place.of());
        return content != null && place.offset() < content.begin;
    }

    /**
     * The event at a place.
     *
     * @param place the place
     * @return null if there is none
     */
    public EventId at(Place place) {
        Content content = partitions.get(place.of());
        return content == null ? null : Receipts.unpacked(content.ids.get(place.offset()));
    }

    /**
     * All records.
     *
     * @param action gets each, partition by partition in order
     */
    public void forEach(Consumer<TopicRecord> action) {
        partitions.keySet().forEach(partition -> forEach(partition, action));
    }

    /**
     * The records of a partition.
     *
     * @param partition the partition
     * @param action gets each in order
     */
    public void forEach(Partition partition, Consumer<TopicRecord> action) {
        Content content = partitions.get(partition);
        for (int offset = 0; offset < content.ids.size(); offset++) {
            record(partition, content, offset, action);
        }
    }

    /**
     * The records of a partition, from its end.
     *
     * @param partition the partition
     * @param action gets each in reverse order
     */
    public void forEachFromEnd(Partition partition, Consumer<TopicRecord> action) {
        Content content = partitions.get(partition);
        for (int offset = content.ids.size() - 1; offset >= 0; offset--) {
            record(partition, content, offset, action);
        }
    }

    private static void record(Partition partition, Content content, int offset, Consumer<TopicRecord> action) {
        EventId id = Receipts.unpacked(content.ids.get(offset));
        if (id != null) {
            action.accept(new TopicRecord(new Place(partition.topic(), partition.number(), offset),
                    (int) content.keys.get(offset) - 1, id));
        }
    }
}
