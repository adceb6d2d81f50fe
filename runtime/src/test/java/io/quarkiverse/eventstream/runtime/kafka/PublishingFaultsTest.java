package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishErrorHandler;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishRefusedException;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Each way in which publishing can fail ends as documented: the stage fails, the error handler is called once for each topic, and nothing
 * is lost without a report.
 */
class PublishingFaultsTest {

    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    private final KafkaPublishers publishers = new KafkaPublishers();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        publishers.close();
    }

    private OutgoingEvent.Builder event(String... topics) {
        return OutgoingEvent.builder("orderCreated").topics(topics).namespace("shop").payload(Map.of("n", 1))
                .onError((failed, topic, error) -> handled.add(topic + ": " + error.getClass().getSimpleName()));
    }

    @Test
    void anAbsentBrokerFailsEachTopicWhenTheTimeoutIsOver() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of("publish.timeout", "0.5S"));

        PublishException failure = failureOf(publisher, event("orders", "audit").build());

        assertThat(failure.failures().keySet()).containsExactlyInAnyOrder("orders", "audit");
        assertThat(failure.failures().values()).allSatisfy(reason -> assertThat(reason)
                .isInstanceOf(PublishTimeoutException.class)
                .hasMessageContaining(NOBODY_LISTENS).hasMessageContaining("PT0.5S"));
        assertThat(failure.receipt().records()).isEmpty();
        assertThat(handled).containsExactlyInAnyOrder("orders: PublishTimeoutException", "audit: PublishTimeoutException");
    }

    @Test
    void anErrorHandlerThatThrowsAnythingKeepsNoStageFromItsEnd() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of("publish.timeout", "0.2S"));
        List<PublishErrorHandler> handlers = List.of((event, topic, error) -> {
            throw new IllegalStateException("on purpose");
        }, (event, topic, error) -> {
            throw new NoClassDefFoundError("on purpose");
        }, (event, topic, error) -> throwUndeclared(new IOException("on purpose")));

        for (PublishErrorHandler handler : handlers) {
            OutgoingEvent event = OutgoingEvent.builder("e").topic("orders").namespace("n").onError(handler).build();
            assertThat(publisher.publish(event).toCompletableFuture()).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                    .withCauseInstanceOf(PublishException.class);
            assertThatThrownBy(() -> publisher.publishAndAwait(event)).isInstanceOf(PublishException.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUndeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void aTimeoutSaysWhetherTheEventHadBeenSent() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of("publish.timeout", "0.5S"));

        assertThat(failureOf(publisher, event("orders").build()).failures().get("orders"))
                .isInstanceOf(PublishTimeoutException.class).hasMessageContaining("the event was not sent");
    }

    @Test
    void theFailureNamesAWrongClockOfTheHost() {
        try (DevBroker broker = DevBroker.start()) {
            create(broker, new NewTopic("late", 1, (short) 1).configs(Map.of("message.timestamp.before.max.ms", "0")));
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of());

            // The broker must take a millisecond for it.
            await().untilAsserted(() -> assertThat(failureOf(publisher, event("late").build()).failures().get("late"))
                    .isInstanceOf(PublishRefusedException.class)
                    .hasMessageContainingAll("the broker rejects this host's clock", "Correct the clock"));
        }
    }

    @Test
    void anEventsOwnTimeoutIsShorterThanTheStreams() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of());

        PublishException failure = failureOf(publisher, event("orders").timeout(Duration.ofMillis(200)).build());

        assertThat(failure.failures().get("orders")).isInstanceOf(PublishTimeoutException.class)
                .hasMessageContaining("PT0.2S");
    }

    @Test
    void publishingNeverBlocksTheCallerWhileTheBrokerIsAway() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of("publish.timeout", "30S"));

        CompletableFuture<PublishReceipt> stage = publisher.publish(event("orders").build()).toCompletableFuture();

        assertThat(stage).isNotDone();
    }

    @Test
    void tooManyWaitingEventsFailAtOnceAndSaySo() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS,
                Map.of("publish.timeout", "30S", "publish.max-waiting", "5"));
        for (int i = 0; i < 5; i++) {
            publisher.publish(event("orders").build());
        }

        PublishException failure = failureOf(publisher, event("orders").build());

        assertThat(failure.failures().get("orders")).isInstanceOf(PublishOverloadException.class)
                .hasMessageContaining("quarkus.eventstream.publish.max-waiting");
    }

    @Test
    void eventsThatWaitTakeNoMoreMemoryThanTheyMay() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS,
                Map.of("publish.timeout", "30S", "publish.max-waiting-memory", "10"));
        assertThat(publisher.publish(event("orders").build()).toCompletableFuture()).as("one may always wait").isNotDone();

        PublishException failure = failureOf(publisher, event("orders").build());

        assertThat(failure.failures().get("orders")).isInstanceOf(PublishOverloadException.class)
                .hasMessageContaining("quarkus.eventstream.publish.max-waiting-memory");
    }

    @Test
    void aTopicThatDoesNotExistFailsWhenTheBrokerMayNotCreateIt() {
        try (DevBroker broker = DevBroker.builder().autoCreateTopics(false).start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of("publish.topic-timeout", "0.5S"));

            PublishException failure = failureOf(publisher, event("nowhere").build());

            assertThat(failure.failures().get("nowhere")).isInstanceOf(EventStreamException.class)
                    .hasMessageContaining("has no topic nowhere").hasMessageContaining("Create the topic");
            assertThat(handled).containsExactly("nowhere: EventStreamException");
        }
    }

    @Test
    void ofATopicThatTakesLessThanABatchTheHealthCheckHasTheRemedy() {
        try (DevBroker broker = DevBroker.builder().autoCreateTopics(false).start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("small", 1, (short) 1).configs(Map.of("max.message.bytes", "2000")))).all()
                    .toCompletionStage().toCompletableFuture().join();
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of());

            IntStream.range(0, 200).forEach(i -> publisher.publish(event("small").build()));

            await().until(() -> publishers.state()
                    .endsWith("The topic small takes at most 2000 bytes at once (max.message.bytes), and the producer sends"
                            + " up to 16384 together. Set the producer's batch.size to that at most"));
        }
    }

    @Test
    void allEventsThatWaitForATopicThatDoesNotExistFailTogether() {
        try (DevBroker broker = DevBroker.builder().autoCreateTopics(false).start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(),
                    Map.of("publish.topic-timeout", "0.5s", "publish.timeout", "20s"));
            List<CompletableFuture<PublishReceipt>> stages = IntStream.range(0, 100)
                    .mapToObj(i -> publisher.publish(event("nowhere").build()).toCompletableFuture()).toList();

            // One after the other, half a second each, they would run into the timeout.
            assertThat(stages).allSatisfy(stage -> assertThat(stage).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                    .withMessageContaining("has no topic nowhere"));
        }
    }

    @Test
    void anEventAfterTheCloseFailsAndIsReported() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of());
        publishers.close();

        PublishException failure = failureOf(publisher, event("orders").build());

        assertThat(failure.failures().get("orders")).hasMessageContaining("closed");
        assertThat(handled).containsExactly("orders: EventStreamException");
    }

    @Test
    void oneFailedTopicDoesNotKeepTheEventFromTheOthers() {
        try (DevBroker broker = DevBroker.builder().autoCreateTopics(false).start()) {
            createTopic(broker, "orders");
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of("publish.topic-timeout", "0.5S"));

            PublishException failure = failureOf(publisher, event("nowhere", "orders").build());

            assertThat(failure.failures()).containsOnlyKeys("nowhere");
            assertThat(failure.receipt().records()).singleElement()
                    .satisfies(record -> assertThat(record.topic()).isEqualTo("orders"));
            assertThat(handled).containsExactly("nowhere: EventStreamException");
        }
    }

    @Test
    void aMessageAboveTheProducersBoundIsInvalidAndNothingIsSent() {
        EventPublisher publisher = publishers.open(NOBODY_LISTENS, Map.of("kafka.producer.\"max.request.size\"", "1000"));

        OutgoingEvent tooLarge = event("orders").payload(Map.of("text", "x".repeat(1000))).build();
        InvalidEventException failure = (InvalidEventException) causeOfFailure(publisher, tooLarge);

        assertThat(failure.violations()).singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("size").contains("1000"));
        assertThat(handled).containsExactly("orders: InvalidEventException");
    }

    @Test
    void aMessageAboveTheBrokersBoundFailsWithoutRetries() {
        try (DevBroker broker = DevBroker.builder().property("message.max.bytes", "2000").start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of());

            PublishException failure = failureOf(publisher,
                    event("orders").payload(Map.of("text", "x".repeat(5000))).build());

            assertThat(failure.failures().get("orders")).isInstanceOf(RecordTooLargeException.class);
            assertThat(handled).containsExactly("orders: RecordTooLargeException");
        }
    }

    @Test
    void aBrokerThatIsKilledInMidStreamAndComesBackLosesNothingAndKeepsTheOrder() {
        int count = 2000;
        try (DevBroker broker = DevBroker.start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of());
            List<CompletableFuture<PublishReceipt>> stages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                stages.add(publisher.publish(event("orders").key("customer-1").id("e" + i).build()).toCompletableFuture());
                if (i == count / 4) {
                    stages.get(0).join();
                    broker.kill();
                } else if (i == count / 2) {
                    broker.restart();
                }
            }
            CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();

            List<String> written = idsOnTopic(broker, "orders", count);
            assertThat(written).containsExactlyElementsOf(IntStream.range(0, count).mapToObj(i -> "e" + i).toList());
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void eventsThatWaitForTheBrokerAreWrittenInOrderWhenItComes() {
        try (DevBroker broker = DevBroker.start()) {
            broker.stop();
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of());
            List<CompletableFuture<PublishReceipt>> stages = IntStream.range(0, 500)
                    .mapToObj(i -> publisher.publish(event("late").key("k").id("e" + i).build()).toCompletableFuture())
                    .toList();
            broker.restart();
            CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();

            assertThat(idsOnTopic(broker, "late", 500))
                    .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "e" + i).toList());
        }
    }

    @Test
    void aBoundOnRecordsInFlightMakesTheRestWaitInOrder() {
        try (DevBroker broker = DevBroker.start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(), Map.of("publish.max-in-flight", "3"));
            List<CompletableFuture<PublishReceipt>> stages = IntStream.range(0, 300)
                    .mapToObj(i -> publisher.publish(event("narrow").key("k").id("e" + i).build()).toCompletableFuture())
                    .toList();
            CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();

            assertThat(idsOnTopic(broker, "narrow", 300))
                    .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "e" + i).toList());
        }
    }

    @Test
    void propertiesThatKafkaRefusesFailTheOpeningWithTheReason() {
        assertThatThrownBy(() -> publishers.open(NOBODY_LISTENS, Map.of("kafka.producer.\"linger.ms\"", "soon")))
                .isInstanceOf(EventStreamException.class).hasMessageContaining("linger.ms").hasMessageContaining("soon");
    }

    private static PublishException failureOf(EventPublisher publisher, OutgoingEvent event) {
        return (PublishException) causeOfFailure(publisher, event);
    }

    private static Throwable causeOfFailure(EventPublisher publisher, OutgoingEvent event) {
        return catchThrowableOfType(CompletionException.class,
                () -> publisher.publish(event).toCompletableFuture().join()).getCause();
    }

    private static void createTopic(DevBroker broker, String topic) {
        create(broker, new NewTopic(topic, 1, (short) 1));
    }

    private static void create(DevBroker broker, NewTopic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture()
                    .join();
        }
    }

    private static List<String> idsOnTopic(DevBroker broker, String topic, int count) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    String value = record.value();
                    ids.add(value.substring(7, value.indexOf('"', 7)));
                }
                return ids.size() >= count;
            });
        }
        return ids;
    }

    @Test
    void aProducerWhoseThreadDiesIsReplacedAndRecordsInFlightFail() {
        try (DevBroker broker = DevBroker.start()) {
            StreamConnection connection = publishers.connect(broker.bootstrapServers(), Map.of());
            CompletableFuture<Throwable> inFlight = new CompletableFuture<>();
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("dies", new byte[]{1});
            connection.send(record, Duration.ofSeconds(60), (written, error) -> {
                // Sent after the record whose answer kills the thread, so never answered.
                connection.send(record, Duration.ofSeconds(60), (late, lost) -> inFlight.complete(lost));
                throw new StackOverflowError("as a defect of the client would");
            });

            assertThat(inFlight).succeedsWithin(Duration.ofSeconds(20)).satisfies(error -> assertThat(error)
                    .isInstanceOf(EventStreamException.class).hasMessageContaining("may or may not have been written"));
            CompletableFuture<Throwable> next = new CompletableFuture<>();
            connection.send(record, Duration.ofSeconds(20), (written, error) -> next.complete(error));
            assertThat(next).as("the new client").succeedsWithin(Duration.ofSeconds(20)).isNull();
        }
    }

    @Test
    void whatIsInFlightWhenTheStreamClosesFailsAndTheMessageSaysThatItMayBeWritten() throws Exception {
        try (DevBroker broker = DevBroker.start()) {
            StreamConnection connection = publishers.connect(broker.bootstrapServers(), Map.of());
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("closes", new byte[]{1});
            CompletableFuture<Throwable> written = new CompletableFuture<>();
            connection.send(record, Duration.ofSeconds(20), (coordinates, error) -> written.complete(error));
            assertThat(written).succeedsWithin(Duration.ofSeconds(20)).isNull();

            // Paused, not killed: Kafka's client forgets the partitions of a broker that is gone, and sends nothing.
            signal("STOP", broker);
            CompletableFuture<Throwable> inFlight = new CompletableFuture<>();
            connection.send(record, Duration.ofSeconds(60), (coordinates, error) -> inFlight.complete(error));
            connection.close(Duration.ofMillis(500));
            signal("CONT", broker);

            assertThat(inFlight).succeedsWithin(Duration.ofSeconds(5)).satisfies(error -> assertThat(error)
                    .isInstanceOf(EventStreamException.class).hasMessageContaining("closes")
                    .hasMessageContaining("may have the event nevertheless"));
        }
    }

    private static void signal(String signal, DevBroker broker) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(broker.pid(1))).start().waitFor()).isZero();
    }

    /** Like a defect of the client in its network thread: once, before the broker has answered any record. */
    public static final class KillsTheFirstClient implements ProducerInterceptor<byte[], byte[]>, ClusterResourceListener {

        private static final AtomicBoolean KILLED = new AtomicBoolean();

        @Override
        public void onUpdate(ClusterResource cluster) {
            if (KILLED.compareAndSet(false, true)) {
                throw new StackOverflowError("as a defect of the client would");
            }
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    @Test
    void aProducerWhoseThreadDiesBeforeItsFirstAnswerIsReplacedToo() {
        try (DevBroker broker = DevBroker.start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(),
                    Map.of("kafka.producer.\"interceptor.classes\"", KillsTheFirstClient.class.getName()));

            assertThat(publisher.publish(event("orders").build()).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(50));
            assertThat(KillsTheFirstClient.KILLED).isTrue();
        }
    }
}
