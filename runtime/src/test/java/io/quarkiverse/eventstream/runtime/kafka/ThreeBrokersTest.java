package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;

/**
 * Publishing survives everything that Kafka's own producer survives with its defaults: a temporary failure loses no event, repeats none,
 * and keeps the order.
 */
class ThreeBrokersTest {

    private static final int KEYS = 5;
    private static final long PAUSE_MILLIS = 10;
    /** On a busy machine, brokers may take more than a minute to start, or for three hundred partitions. */
    private static final Map<String, String> PATIENT = Map.of("publish.timeout", "240s", "publish.topic-timeout", "240s");
    private static DevBroker cluster;

    private final KafkaPublishers publishers = new KafkaPublishers();

    @BeforeAll
    static void startBrokers() {
        cluster = DevBroker.builder().nodes(3).startTimeout(Duration.ofMinutes(3)).start();
    }

    @AfterAll
    static void stopBrokers() {
        cluster.close();
    }

    @AfterEach
    void close() {
        publishers.close();
    }

    private static OutgoingEvent event(String topic, int number) {
        return OutgoingEvent.builder("orderCreated").topic(topic).namespace("shop").key("k" + number % KEYS).id("e" + number)
                .build();
    }

    private static void create(NewTopic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aBrokerThatRestartsWhereEveryReplicaIsNeededCostsNoEvent() throws Exception {
        create(new NewTopic("needs-all", 3, (short) 3).configs(Map.of("min.insync.replicas", "3")));
        EventPublisher publisher = publishers.open(cluster.bootstrapServers(), PATIENT);
        List<CompletableFuture<PublishReceipt>> published = new ArrayList<>();
        for (int number = 0; number < KEYS; number++) {
            publisher.publish(event("needs-all", number)).toCompletableFuture().join();
        }

        CompletableFuture<Void> restart = CompletableFuture.runAsync(() -> {
            cluster.stop(2);
            // Longer than a few retries take.
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            cluster.restart(2);
        });
        for (int number = KEYS; !restart.isDone(); number++) {
            published.add(publisher.publish(event("needs-all", number)).toCompletableFuture());
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        restart.join();

        assertThat(published).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofMinutes(4)));
        List<Integer> written = numbersIn("needs-all", published.size() + KEYS);
        assertThat(written).doesNotHaveDuplicates();
        for (int key = 0; key < KEYS; key++) {
            int one = key;
            assertThat(written.stream().filter(number -> number % KEYS == one)).isSorted();
        }
    }

    @Test
    void aHundredNewTopicsAtOnceGetAllTheirEvents() {
        int topics = 100;
        int events = 10;
        EventPublisher publisher = publishers.open(cluster.bootstrapServers(), PATIENT);

        List<CompletableFuture<PublishReceipt>> published = IntStream.range(0, topics * events)
                .mapToObj(i -> publisher.publish(event("new-" + i % topics, i / topics)).toCompletableFuture()).toList();

        assertThat(published).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofMinutes(4)));
        // The first event of each topic has the first key.
        published.stream().map(CompletableFuture::join).limit(topics)
                .forEach(receipt -> assertThat(receipt.records().get(0).offset()).isZero());
    }

    @Test
    void aPartitionWithoutALeaderHoldsUpNeitherOtherPartitionsNorOtherTopics() {
        create(new NewTopic("half", Map.of(0, List.of(1), 1, List.of(3))));
        create(new NewTopic("whole", Map.of(0, List.of(1))));
        String lost = keyOf("half", 1);
        String kept = keyOf("half", 0);
        Map<String, String> patient = Map.of("publish.max-in-flight", "100", "publish.timeout", "240s");
        EventPublisher newOne = publishers.open(cluster.bootstrapServers(), patient);
        EventPublisher publisher = publishers.open(cluster.bootstrapServers(), patient);
        publisher.publish(keyed("half", lost)).toCompletableFuture().join();
        cluster.stop(3);
        try {
            List<CompletableFuture<PublishReceipt>> stuck = publish(newOne, keyed("half", lost), 20);
            assertThat(newOne.publish(keyed("half", kept)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(40));

            stuck.addAll(publish(publisher, keyed("half", lost), 200));
            await().until(() -> publishers.state().contains(" 90 records in flight"));
            await().until(() -> publishers.state().contains("The topic half has no leader for 1 of its 2 partitions"));
            assertThat(publisher.publish(keyed("whole", kept)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(40));
            assertThat(stuck).allSatisfy(receipt -> assertThat(receipt).isNotDone());
            cluster.restart(3);
            assertThat(stuck).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofMinutes(4)));
        } finally {
            if (!cluster.isRunning(3)) {
                cluster.restart(3);
            }
        }
    }

    @Test
    void ofATopicThatLacksReplicasInSyncTheFailureAndTheHealthCheckSaySo() {
        create(new NewTopic("lacking", 2, (short) 3).configs(Map.of("min.insync.replicas", "3")));
        EventPublisher publisher = publishers.open(cluster.bootstrapServers(), PATIENT);
        publisher.publish(keyed("lacking", "k")).toCompletableFuture().join();
        String finding = "The topic lacking lacks replicas in sync for 2 of its 2 partitions: partition 0 has 2 of 3, and"
                + " min.insync.replicas is 3. Start the brokers that have the others, or lower min.insync.replicas";
        cluster.stop(2);
        try {
            CompletableFuture<PublishReceipt> stuck = publisher.publish(OutgoingEvent.builder("orderCreated").topic("lacking")
                    .namespace("shop").timeout(Duration.ofSeconds(20)).build()).toCompletableFuture();

            await().until(() -> publishers.state().endsWith(finding));
            assertThat(stuck).failsWithin(Duration.ofMinutes(1)).withThrowableThat().withMessageContaining(finding);
        } finally {
            cluster.restart(2);
        }
        publisher.publish(keyed("lacking", "k")).toCompletableFuture().join();
        await().until(() -> !publishers.state().contains("lacking"));
    }

    private static List<CompletableFuture<PublishReceipt>> publish(EventPublisher publisher, OutgoingEvent event, int times) {
        return IntStream.range(0, times).mapToObj(i -> publisher.publish(event).toCompletableFuture())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static OutgoingEvent keyed(String topic, String key) {
        return OutgoingEvent.builder("orderCreated").topic(topic).namespace("shop").key(key).build();
    }

    private String keyOf(String topic, int partition) {
        EventPublisher publisher = publishers.open(cluster.bootstrapServers(), Map.of());
        AtomicInteger number = new AtomicInteger();
        while (true) {
            String key = "k" + number.incrementAndGet();
            if (publisher.publish(keyed(topic, key)).toCompletableFuture().join().records().get(0).partition() == partition) {
                return key;
            }
        }
    }

    private static List<Integer> numbersIn(String topic, int count) {
        List<Integer> numbers = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList());
            await().until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    numbers.add(Integer.parseInt(record.value().replaceFirst("^\\{\"id\":\"e(\\d+)\".*", "$1")));
                }
                return numbers.size() >= count;
            });
        }
        return numbers;
    }
}
