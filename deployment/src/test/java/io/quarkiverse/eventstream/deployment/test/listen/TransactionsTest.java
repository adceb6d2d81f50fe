package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class TransactionsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Transactions.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.uncommitted.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.uncommitted.kafka.consumer.\"isolation.level\"", "read_uncommitted");

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("uncommitted")
    EventStream uncommitted;

    @Inject
    RawKafka kafka;

    /** A transactional producer for one partition. */
    static final class Transactions implements AutoCloseable {

        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;

        Transactions(RawKafka kafka, String topic) {
            this.topic = topic;
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "of-" + topic),
                    new ByteArraySerializer(), new ByteArraySerializer());
            producer.initTransactions();
        }

        Transactions begin(String... ids) {
            producer.beginTransaction();
            for (String id : ids) {
                producer.send(new ProducerRecord<>(topic, 0, null,
                        RawKafka.envelope("e", id).getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
            return this;
        }

        void commit() {
            producer.commitTransaction();
        }

        void abort() {
            producer.abortTransaction();
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    private Received listen(EventStream stream, String topic, Offset offset) {
        Received received = new Received();
        stream.newSubscription(topic).topic(topic).group("g-" + topic).offset(offset).handler(received).register();
        return received;
    }

    private void awaitCommittedToTheEnd(String topic) {
        await().untilAsserted(() -> assertThat(kafka.committed("g-" + topic, topic, 0)).isEqualTo(kafka.end(topic, 0)));
    }

    @Test
    void abortedRecordsAreNotDeliveredAndOpenOnesWaitForTheCommit() {
        String topic = kafka.newTopic(1);
        Received received = listen(events, topic, Offset.EARLIEST);
        try (Transactions transactions = new Transactions(kafka, topic)) {
            transactions.begin("a", "b").abort();
            transactions.begin("c", "d");
            kafka.send(topic, 0, "k", RawKafka.envelope("e", "behind"));
            transactions.commit();
            transactions.begin("e").abort();
        }
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "last"));

        assertThat(received.awaitCount(4).ids()).containsExactly("c", "d", "behind", "last");
    }

    @Test
    void aGroupCommitsPastMarkersAndAbortedRecordsUpToTheEnd() {
        String topic = kafka.newTopic(1);
        Received received = listen(events, topic, Offset.EARLIEST);
        try (Transactions transactions = new Transactions(kafka, topic)) {
            transactions.begin("0", "1", "2").commit();
            received.awaitCount(3);
            awaitCommittedToTheEnd(topic);
            transactions.begin("3", "4", "5", "6").abort();
            awaitCommittedToTheEnd(topic);
        }

        assertThat(received.ids()).containsExactly("0", "1", "2");
        assertThat(kafka.end(topic, 0)).as("events and two markers").isEqualTo(9);
    }

    @Test
    void latestBeginsBeforeAnOpenTransactionSoThatNoneOfItsEventsIsSkipped() {
        String topic = kafka.newTopic(1);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "before"));
        try (Transactions transactions = new Transactions(kafka, topic)) {
            transactions.begin("a", "b");
            Received received = listen(events, topic, Offset.LATEST);
            await().until(() -> kafka.committed("g-" + topic, topic, 0) != null);

            transactions.commit();

            assertThat(received.awaitCount(2).ids()).containsExactly("a", "b");
        }
        awaitCommittedToTheEnd(topic);
    }

    @Test
    void aReplayEndsEvenIfTheTopicEndsWithMarkersOrAnOpenTransaction() throws Exception {
        String topic = kafka.newTopic(1);
        Received received = listen(events, topic, Offset.EARLIEST);
        try (Transactions transactions = new Transactions(kafka, topic)) {
            transactions.begin("0", "1").commit();
            transactions.begin("2", "3").abort();
            received.awaitCount(2);
            awaitCommittedToTheEnd(topic);

            awaitEnd(events.newReplay(topic).group("g-" + topic).start());
            assertThat(received.awaitCount(4).ids()).containsExactly("0", "1", "0", "1");

            transactions.begin("4");
            awaitEnd(events.newReplay(topic).group("g-" + topic).start());
            transactions.abort();
        }
        assertThat(received.ids()).containsExactly("0", "1", "0", "1", "0", "1");
    }

    private static void awaitEnd(Replay replay) throws Exception {
        replay.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aStreamCanReadUncommittedRecords() {
        String topic = kafka.newTopic(1);
        Received received = listen(uncommitted, topic, Offset.EARLIEST);
        try (Transactions transactions = new Transactions(kafka, topic)) {
            transactions.begin("a", "b");

            assertThat(received.awaitCount(2).ids()).containsExactly("a", "b");
            transactions.abort();
        }
        awaitCommittedToTheEnd(topic);
    }
}
