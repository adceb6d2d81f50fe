package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/** The content and the partitions of records. */
abstract class WritingConformance extends DeliveryTests {

    WritingConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    @Test
    void aRecordHasTheCoordinatesOfTheReceiptAndCarriesKeyHeadersAndEnvelope() {
        createTopic(4);

        WrittenRecord written = service()
                .publishAndAwait(event("1").key("a key").header("origin", "a test").header("bytes", new byte[]{0, -1}).build())
                .records().get(0);

        List<ConsumerRecord<byte[], byte[]>> records = records(topic);
        assertThat(records).hasSize(1);
        ConsumerRecord<byte[], byte[]> record = records.get(0);
        assertThat(written).isEqualTo(new WrittenRecord(topic, record.partition(), record.offset()));
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("a key");
        assertThat(record.headers().lastHeader("origin").value()).isEqualTo("a test".getBytes(StandardCharsets.UTF_8));
        assertThat(record.headers().lastHeader("bytes").value()).isEqualTo(new byte[]{0, -1});
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("\"id\":\"1\"", "\"name\":\"" + NAME + "\"",
                "\"namespace\":\"" + NAMESPACE + "\"", "\"payload\":{\"number\":1}");
    }

    @Test
    void aRecordIsWrittenInTheWireFormatOfTheStream() {
        createTopic(1);
        OutgoingEvent.Builder event = OutgoingEvent.builder(NAME).topic(topic)
                .timestamp(Instant.parse("2026-11-24T06:26:36.5Z"));

        service("wire-format", "4.2").publishAndAwait(event.id("1").namespace("_").build());
        service("wire-format", "3.21").publishAndAwait(event.id("2").namespace(null).build());

        assertThat(records(topic)).extracting(record -> new String(record.value(), StandardCharsets.UTF_8)).containsExactly(
                "{\"id\":\"1\",\"name\":\"" + NAME
                        + "\",\"namespace\":\"_\",\"timestamp\":\"2026-11-24T06:26:36.5Z\",\"version\":1}",
                "{\"id\":\"2\",\"name\":\"" + NAME + "\",\"timestamp\":\"2026-11-24T06:26:36Z\","
                        + "\"timestampUnixNano\":1795501596500000000,\"version\":1}");
    }

    @Test
    void aRawRecordIsWrittenAsItIs() {
        createTopic(1);
        EventStream service = service();

        service.publishAndAwait(OutgoingEvent.raw(new byte[]{0, -1}).topic(topic).header("content-type", "binary").build());
        service.publishAndAwait(OutgoingEvent.raw(new byte[0]).topic(topic).key("k").build());

        List<ConsumerRecord<byte[], byte[]>> records = records(topic);
        assertThat(records.get(0).key()).isNull();
        assertThat(records.get(0).value()).isEqualTo(new byte[]{0, -1});
        assertThat(records.get(0).headers()).extracting(header -> header.key()).containsExactly("content-type");
        assertThat(new String(records.get(1).key(), StandardCharsets.UTF_8)).isEqualTo("k");
        assertThat(records.get(1).value()).isEmpty();
    }

    @Test
    void aKeyBelongsToThePartitionThatKafkaChooses() {
        createTopic(4);
        EventStream service = service();

        Map<String, Integer> partitions = new TreeMap<>();
        for (String key : List.of("a", "b", "order-1", "order-2", "José")) {
            partitions.put(key, publish(service, key, key).partition());
        }

        assertThat(partitions).isEqualTo(Map.of("a", 0, "b", 0, "order-1", 2, "order-2", 3, "José", 1));
    }

    @Test
    void aKeyBelongsToThePartitionThatOtherLanguagesChooseIfTheStreamHasTheirPartitioner() {
        createTopic(8);

        assertThat(partitionsOf("crc32")).isEqualTo(Map.of("c-1", 6, "customer-7919", 1, "é漢字😀", 4));
        assertThat(partitionsOf("fnv1a")).isEqualTo(Map.of("c-1", 4, "customer-7919", 2, "é漢字😀", 1));
        assertThat(partitionsOf("fnv1a-reference")).isEqualTo(Map.of("c-1", 4, "customer-7919", 6, "é漢字😀", 7));
        assertThat(partitionsOf("murmur2")).isEqualTo(Map.of("c-1", 7, "customer-7919", 5, "é漢字😀", 2));
    }

    private Map<String, Integer> partitionsOf(String partitioner) {
        EventStream service = service("publish.partitioner", partitioner);
        return Stream.of("c-1", "customer-7919", "é漢字😀")
                .collect(Collectors.toMap(key -> key, key -> publish(service, key, key).partition()));
    }

    @Test
    void aKeyBelongsToOnePartitionAndSeveralKeysToSeveral() {
        createTopic(4);
        EventStream service = service();

        Map<String, Set<Integer>> partitions = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            String key = "key " + i % 20;
            partitions.computeIfAbsent(key, absent -> new HashSet<>()).add(publish(service, "" + i, key).partition());
        }

        assertThat(partitions.values()).allSatisfy(ofOneKey -> assertThat(ofOneKey).hasSize(1));
        assertThat(partitions.values().stream().flatMap(Set::stream).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void eventsOfOneKeyAreWrittenInTheOrderOfTheCalls() {
        createTopic(4);
        EventStream service = service();

        List<CompletableFuture<PublishReceipt>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(service.publish(event(i / 4 + "").key("key " + i % 4).build()).toCompletableFuture());
        }
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();

        for (int key = 0; key < 4; key++) {
            List<Long> offsets = Stream.iterate(key, i -> i + 4).limit(50)
                    .map(i -> stages.get(i).join().records().get(0).offset()).toList();
            assertThat(offsets).isSorted().doesNotHaveDuplicates();
        }
    }
}
