package io.quarkiverse.eventstream.runtime.deliver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How far each partition has been fetched, remembered beyond its delivery: records may be fetched again when a consumer restarts, a
 * partition comes back, or somebody seeks. Confined to the polling thread.
 */
final class RefetchedRecords {

    private final Map<Integer, Long> ends = new HashMap<>();

    /** How many records of a partition, in its order, were fetched before; from now on, all of them. */
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
