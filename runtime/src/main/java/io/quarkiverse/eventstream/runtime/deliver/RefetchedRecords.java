package io.quarkiverse.eventstream.runtime.deliver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the records that this instance fetches again: after a restart of the consumer, the return of a partition, or a seek. Confined
 * to the polling thread.
 */
final class RefetchedRecords {

    private final Map<Integer, Long> ends = new HashMap<>();

    /** How many of these records of one partition, in its order, were fetched before; the next time, all of them were. */
    int count(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return 0;
        }
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        long end = ends.getOrDefault(first.partition(), 0L);
        if (last.offset() >= end) {
            ends.put(first.partition(), last.offset() + 1);
        }
        if (first.offset() >= end) {
            return 0;
        }
        return (int) records.stream().filter(record -> record.offset() < end).count();
    }
}
