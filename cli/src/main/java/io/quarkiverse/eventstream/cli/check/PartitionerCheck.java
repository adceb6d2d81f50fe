package io.quarkiverse.eventstream.cli.check;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/** Finds the partitioner with which the records of a topic were written. Not thread-safe. */
public final class PartitionerCheck {

    private final Map<KeyPartitioner, Long> matching = new EnumMap<>(KeyPartitioner.class);
    private long records;

    /**
     * Compares the partition of a record with that of each partitioner. A record without a key is left out.
     *
     * @param partitions the number of partitions of the topic
     */
    public void add(ConsumerRecord<byte[], byte[]> record, int partitions) {
        if (record.key() == null || partitions < 2) {
            return;
        }
        records++;
        for (KeyPartitioner partitioner : KeyPartitioner.values()) {
            if (partitioner.partition(record.key(), partitions) == record.partition()) {
                matching.merge(partitioner, 1L, Long::sum);
            }
        }
    }

    /** The partitioners, as a sentence; empty if there was nothing to compare. */
    public Optional<String> result() {
        if (records == 0) {
            return Optional.empty();
        }
        List<KeyPartitioner> all = Arrays.stream(KeyPartitioner.values()).filter(partitioner -> matches(partitioner) == records)
                .toList();
        return Optional.of(all.isEmpty() ? ofNone() : ofAll(all));
    }

    private long matches(KeyPartitioner partitioner) {
        return matching.getOrDefault(partitioner, 0L);
    }

    private String ofAll(List<KeyPartitioner> partitioners) {
        return "the keys determine the partitions as with quarkus.eventstream.publish.partitioner="
                + partitioners.stream().map(PartitionerCheck::name).collect(Collectors.joining(" or "))
                + (partitioners.size() > 1 ? ": there are too few keys to tell" : "");
    }

    private String ofNone() {
        return "no partitioner gives the partitions of all records: "
                + Arrays.stream(KeyPartitioner.values()).map(partitioner -> name(partitioner) + " those of "
                        + matches(partitioner)).collect(Collectors.joining(", "))
                + " of " + records + ". Publishers ignore keys, or differ, or the topic had fewer partitions: events of one key"
                + " are not in order";
    }

    private static String name(KeyPartitioner partitioner) {
        return partitioner.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
