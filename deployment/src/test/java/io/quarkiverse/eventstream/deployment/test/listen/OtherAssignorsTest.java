package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/** A group with members of other clients, as during a migration to the bus. */
class OtherAssignorsTest {

    private static final int PARTITIONS = 4;

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.heartbeat.interval.ms", "500")
            .overrideConfigKey("quarkus.eventstream.both.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.both.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.both.kafka.consumer.heartbeat.interval.ms", "500")
            .overrideConfigKey("quarkus.eventstream.both.kafka.consumer.partition.assignment.strategy",
                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor,"
                            + "org.apache.kafka.clients.consumer.RangeAssignor");

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("both")
    EventStream both;

    @Inject
    RawKafka kafka;

    /** Partition and offset of the records that the other member has got and committed. */
    private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        elsewhere.clear();
    }

    @AfterEach
    void cancel() {
        for (EventStream stream : List.of(events, both)) {
            stream.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
        }
    }

    private KafkaConsumer<byte[], byte[]> other(String group, String topic, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        all.put("group.id", group);
        all.put("heartbeat.interval.ms", "500");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(Set.of(topic));
        return consumer;
    }

    /** Counts only committed records: Kafka accepts no commits during a rebalance. */
    private void poll(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        try {
            consumer.commitSync();
            records.forEach(record -> elsewhere.add(record.partition() + ":" + record.offset()));
        } catch (RebalanceInProgressException | CommitFailedException e) {
            records.partitions().stream().filter(consumer.assignment()::contains)
                    .forEach(partition -> consumer.seek(partition, records.records(partition).get(0).offset()));
        }
    }

    private List<String> send(String topic, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            kafka.send(topic, i % PARTITIONS, "k", RawKafka.envelope("e", Integer.toString(i)));
            ids.add(Integer.toString(i));
        }
        return ids;
    }

    private void shares(EventStream stream, Map<String, Object> properties) {
        String topic = kafka.newTopic(PARTITIONS);
        String group = "g-" + topic;
        Received received = new Received();
        stream.newSubscription("shares").topic(topic).group(group).offset(Offset.EARLIEST).handler(received).register();
        send(topic, 0, 40);
        received.awaitCount(40);

        try (KafkaConsumer<byte[], byte[]> other = other(group, topic, properties)) {
            await().until(() -> {
                poll(other);
                return !other.assignment().isEmpty() && other.assignment().size() < PARTITIONS;
            });
            send(topic, 40, 140);
            await().until(() -> {
                poll(other);
                return received.events().size() + elsewhere.size() >= 140;
            });
        }
        send(topic, 140, 180);

        await().until(() -> received.events().size() + elsewhere.size() >= 180);
        assertThat(received.ids()).as("none of them came twice").doesNotHaveDuplicates();
        assertThat(received.events().size() + elsewhere.size()).isEqualTo(180);
    }

    @Test
    void aMemberWithKafkasDefaultsSharesTheGroup() {
        shares(events, Map.of());
    }

    @Test
    void aMemberWithOnlyTheRangeAssignorSharesTheGroupIfTheBusOffersItToo() {
        shares(both, Map.of("partition.assignment.strategy", RangeAssignor.class.getName()));
    }

    @Test
    void aMemberThatReadsAnotherTopicSharesTheGroup() {
        String topic = kafka.newTopic(1);
        String another = kafka.newTopic(1);
        String group = "g-" + topic;
        Received received = new Received();
        try (KafkaConsumer<byte[], byte[]> other = other(group, another, Map.of())) {
            await().until(() -> {
                poll(other);
                return !other.assignment().isEmpty();
            });
            events.newSubscription("shares").topic(topic).group(group).offset(Offset.EARLIEST).handler(received).register();
            send(topic, 0, 1);

            await().until(() -> {
                poll(other);
                return received.events().size() == 1;
            });
        }
    }
}
