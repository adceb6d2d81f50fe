package io.quarkiverse.eventstream.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The partitions that kafka-go has chosen for keys, as a resource. */
class KeyPartitionerTest {

    private static final List<Integer> COUNTS = List.of(3, 8, 12);
    private static final Map<KeyPartitioner, String> MEMBERS = Map.of(KeyPartitioner.FNV1A_REFERENCE, "fnv1aReference");

    static Stream<JsonNode> keys() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(KeyPartitionerTest.class.getResourceAsStream("/partitions.jsonl"), UTF_8))) {
            List<JsonNode> keys = mapper.readerFor(JsonNode.class).<JsonNode>readValues(lines).readAll();
            assertThat(keys).hasSizeGreaterThan(100);
            return keys.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyHasThePartitionThatGoChooses(JsonNode expected) {
        byte[] key = expected.get("key").textValue().getBytes(UTF_8);
        for (int count : COUNTS) {
            for (KeyPartitioner partitioner : KeyPartitioner.values()) {
                String member = MEMBERS.getOrDefault(partitioner, partitioner.name().toLowerCase(Locale.ROOT));
                assertThat(partitioner.partition(key, count)).as("%s of %d", partitioner, count)
                        .isEqualTo(expected.get(String.valueOf(count)).get(member).intValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theDefaultIsThatOfKafkasClient(JsonNode expected) {
        byte[] key = expected.get("key").textValue().getBytes(UTF_8);

        assertThat(KeyPartitioner.MURMUR2.partition(key, 7)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
    }
}
