package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

class PartitionerCheckTest {

    private final PartitionerCheck check = new PartitionerCheck();

    private void add(String key, int partition, int partitions) {
        check.add(new ConsumerRecord<>("t", partition, 0, key == null ? null : key.getBytes(UTF_8), new byte[0]), partitions);
    }

    @Test
    void thePartitionerOfManyKeysIsNamed() {
        for (int i = 0; i < 50; i++) {
            add("key-" + i, KeyPartitioner.FNV1A_REFERENCE.partition(("key-" + i).getBytes(UTF_8), 8), 8);
        }

        assertThat(check.result())
                .hasValue("the keys determine the partitions as with quarkus.eventstream.publish.partitioner=fnv1a-reference");
    }

    @Test
    void fewKeysMayFitSeveral() {
        add("c-1", 4, 8);

        assertThat(check.result()).hasValue("the keys determine the partitions as with quarkus.eventstream.publish.partitioner="
                + "fnv1a or fnv1a-reference: there are too few keys to tell");
    }

    @Test
    void aKeyInSeveralPartitionsFitsNone() {
        add("c-1", 6, 8);
        add("c-1", 7, 8);

        assertThat(check.result()).hasValueSatisfying(result -> assertThat(result).startsWith(
                "no partitioner gives the partitions of all records: murmur2 those of 1, crc32 those of 1, fnv1a those of 0,"
                        + " fnv1a-reference those of 0 of 2."));
    }

    @Test
    void recordsWithoutAKeyAndTopicsWithOnePartitionTellNothing() {
        add(null, 1, 8);
        add("c-1", 0, 1);

        assertThat(check.result()).isEmpty();
    }
}
