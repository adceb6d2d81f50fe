package io.quarkiverse.eventstream.test.memory;

import static io.quarkiverse.eventstream.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** The methods of the broker in memory that tests use. */
@Isolated("Checks for leaked threads")
class MemoryBrokerTest {

    private final StandaloneStream stream = StandaloneStream.builder().stream("memory").property("group", "billing")
            .property("delivery.commit-interval", "10ms").open();
    private final EventStream events = stream.events();
    private final MemoryBroker broker = stream.memory();
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeTopic() {
        broker.createTopic("orders", 1);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private static OutgoingEvent.Builder event(String id) {
        return OutgoingEvent.builder("orderCreated").id(id).topic("orders").namespace("shop").payload(Map.of("id", id));
    }

    private WrittenRecord publish(String id) {
        return events.publishAndAwait(event(id).build()).records().get(0);
    }

    private CompletableFuture<PublishReceipt> publishSoon(String id) {
        return events.publish(event(id).build()).toCompletableFuture();
    }

    private void listen() {
        events.newSubscription("listener").topic("orders").handler(event -> received.add(event.id())).register();
    }

    private void awaitReceived(String... ids) {
        await().untilAsserted(() -> assertThat(received).containsExactly(ids));
    }

    private List<String> written() {
        return broker.records("orders").stream().map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void aPublicationThatFailsIsNotWrittenAndTheNextOneIs() {
        listen();
        broker.failNextPublish("orders", new TimeoutException("the broker is down"));

        PublishException failure = catchThrowableOfType(PublishException.class, () -> publish("a"));
        publish("b");

        assertThat(failure.failures().get("orders")).isInstanceOf(TimeoutException.class).hasMessage("the broker is down");
        awaitReceived("b");
    }

    @Test
    void theRecordOfALostAcknowledgementIsWritten() {
        listen();
        broker.loseNextAcknowledgement("orders", new TimeoutException("no answer"));

        assertThatThrownBy(() -> publish("a")).isInstanceOf(PublishException.class).hasMessageContaining("no answer");

        awaitReceived("a");
    }

    @Test
    void aDuplicateIsDeliveredTwice() {
        listen();
        broker.duplicateNextPublish("orders");

        assertThat(publish("a").offset()).isZero();

        awaitReceived("a", "a");
    }

    @Test
    void aDelayedPublicationKeepsItsOrderInItsTopic() {
        broker.delayNextPublish("orders", Duration.ofSeconds(1));

        CompletableFuture<PublishReceipt> first = publishSoon("a");
        CompletableFuture<PublishReceipt> second = publishSoon("b");
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("other").namespace("shop").build());
        assertThat(broker.records("orders")).as("another topic does not wait").isEmpty();
        CompletableFuture.allOf(first, second).join();

        assertThat(written()).satisfiesExactly(record -> assertThat(record).contains("\"id\":\"a\""),
                record -> assertThat(record).contains("\"id\":\"b\""));
    }

    @Test
    void aPublicationThatIsDelayedTooLongTimesOutAndIsNotWritten() {
        broker.delayNextPublish("orders", Duration.ofHours(1));

        PublishException failure = catchThrowableOfType(PublishException.class,
                () -> events.publishAndAwait(event("a").timeout(Duration.ofMillis(20)).build()));

        assertThat(failure.failures().get("orders")).isInstanceOf(PublishTimeoutException.class)
                .hasMessageContaining("PT0.02S");
        assertThat(broker.records("orders")).isEmpty();
    }

    @Test
    void delayedRecordsAreWrittenInOrderWhenFaultsEnd() {
        broker.delayNextPublish("orders", Duration.ofHours(1));
        broker.delayNextPublish("orders", Duration.ofHours(1));
        CompletableFuture<PublishReceipt> first = publishSoon("a");
        CompletableFuture<PublishReceipt> second = publishSoon("b");

        broker.clearFaults();

        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(Duration.ofSeconds(10));
        publish("c");
        assertThat(first.join().records().get(0).offset()).isZero();
        assertThat(second.join().records().get(0).offset()).isEqualTo(1);
        assertThat(written()).hasSize(3);
    }

    @Test
    void delayedPublicationsFailWhenTheStreamCloses() {
        broker.delayNextPublish("orders", Duration.ofHours(1));
        CompletableFuture<PublishReceipt> delayed = publishSoon("a");

        stream.close();

        assertThat(delayed).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                .withMessageContaining("stopped before the event was written");
    }

    @Test
    void aPartitionThatIsHeldBackComesAfterTheOthers() {
        broker.createTopic("orders", 2);
        listen();
        broker.holdBack("orders", 0);
        broker.write(record(0, "a"));
        broker.write(record(1, "b"));
        awaitReceived("b");

        broker.release("orders", 0);

        awaitReceived("b", "a");
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String id) {
        return new ProducerRecord<>("orders", partition, null,
                ("{\"id\":\"" + id + "\",\"name\":\"orderCreated\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void revokedPartitionsComeBackAndNothingIsRedelivered() {
        broker.createTopic("orders", 4);
        listen();
        IntStream.range(0, 8).forEach(i -> publish("before-" + i));
        await().until(() -> received.size() == 8);

        broker.revokeNow("billing", "orders");
        IntStream.range(0, 8).forEach(i -> publish("after-" + i));

        await().until(() -> received.size() == 16);
        assertThat(received).doesNotHaveDuplicates();
        assertThat(broker.members("billing")).singleElement().satisfies(held -> assertThat(held).hasSize(4));
    }

    @Test
    void anExpelledMemberJoinsAgainAndUncommittedEventsAreRedelivered() {
        CompletableFuture<Void> released = new CompletableFuture<>();
        events.newSubscription("listener").topic("orders").handler(event -> {
            received.add(event.id());
            released.join();
        }).register();
        publish("a");
        awaitReceived("a");

        broker.expelNow("billing", "orders");
        released.complete(null);

        awaitReceived("a", "a");
        await().until(() -> broker.committed("billing", "orders").equals(Map.of(0, 1L)));
    }

    @Test
    void anotherMemberTakesItsShareOfPartitionsAndReturnsIt() {
        broker.createTopic("orders", 4);
        listen();
        await().until(() -> broker.members("billing").stream().anyMatch(held -> held.size() == 4));

        try (OtherMember other = broker.join("billing", "orders")) {
            await().until(() -> other.partitions().size() == 2);
            int partition = other.partitions().iterator().next();
            broker.write(record(partition, "theirs"));
            other.commit(partition, 1);
            assertThatIllegalArgumentException().isThrownBy(() -> other.commit(9, 1)).withMessageContaining("not 9");
            broker.write(record(partition, "left over"));
        }

        awaitReceived("left over");
    }

    @Test
    void settledEventsAreCommitted() {
        listen();
        publish("a");
        publish("b");

        await().until(() -> broker.committed("billing", "orders").equals(Map.of(0, 2L)));
    }

    @Test
    void aDeadLetterTopicHasAsManyPartitionsAsItsTopic() {
        broker.createTopic("orders", 3);
        try (StandaloneStream failing = StandaloneStream.builder().stream("memory").memory(broker)
                .property("delivery.failure-policy", "dead-letter").property("delivery.attempts", "1").open()) {
            failing.events().newSubscription("failing").topic("orders").group("failing").handler(event -> {
                throw new IllegalStateException("no");
            }).register();
            publish("a");

            await().until(() -> broker.records("orders.dlq").size() == 1);
        }
        assertThat(broker.partitions("orders.dlq")).isEqualTo(3);
        assertThat(broker.topics()).containsExactly("orders", "orders.dlq");
    }

    @Test
    void backoffEndsWhenTheTestAdvancesTheTime() {
        stream.time().stop();
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        events.newSubscription("listener").topic("orders").handler((IncomingEvent event) -> {
            attempts.add(event.attempt());
            if (event.attempt() < 4) {
                throw new IllegalStateException("not yet");
            }
        }).register();
        publish("a");

        Duration first = stream.time().advanceToNext();
        await().until(() -> attempts.equals(List.of(1, 2)));
        Duration second = stream.time().advanceToNext();
        await().until(() -> attempts.equals(List.of(1, 2, 3)));
        stream.time().skipWaits();
        await().until(() -> attempts.equals(List.of(1, 2, 3, 4)));

        assertThat(first).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
        assertThat(second).isBetween(Duration.ofMillis(320), Duration.ofMillis(480));
    }

    @Test
    void partitionsCannotBeRemoved() {
        broker.createTopic("orders", 3);

        assertThatIllegalArgumentException().isThrownBy(() -> broker.createTopic("orders", 2))
                .withMessage("The topic orders can't have 2 partitions, it has 3: partitions can be added, not removed");
    }

    @Test
    void aTopicNeedsAPartition() {
        assertThatIllegalArgumentException().isThrownBy(() -> broker.createTopic("new", 0))
                .withMessage("A topic needs a partition or more, not 0");
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        listen();

        assertThatIllegalArgumentException().isThrownBy(() -> broker.failNextPublish("ordrs", new TimeoutException()))
                .withMessage(
                        "There is no topic \"ordrs\". There are: [orders, orders.dlq]. A topic is created by its first record or"
                                + " listener, or by createTopic");
        assertThatIllegalArgumentException().isThrownBy(() -> broker.loseNextAcknowledgement("ordrs", new TimeoutException()));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.delayNextPublish("ordrs", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.duplicateNextPublish("ordrs"));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.holdBack("ordrs", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.release("ordrs", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.records("ordrs"));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.partitions("ordrs"));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.write(new ProducerRecord<>("ordrs", new byte[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.holdBack("orders", 1))
                .withMessage("The topic orders has 1 partitions: there is no partition 1");
        assertThatIllegalArgumentException().isThrownBy(() -> broker.members("biling"))
                .withMessage(
                        "There is no group \"biling\". There are: [billing]. A group is created by its first listener or member");
        assertThatIllegalArgumentException().isThrownBy(() -> broker.committed("biling", "orders"));
        assertThatIllegalArgumentException().isThrownBy(() -> broker.join("biling", "orders"))
                .withMessage("There is no group \"biling\" that listens to the topic \"orders\". There are: [billing].");
        broker.createTopic("bills", 1);
        assertThatIllegalArgumentException().isThrownBy(() -> broker.revokeNow("billing", "bills"))
                .withMessage("There is no group \"billing\" that listens to the topic \"bills\". There are: [].");
        assertThatIllegalArgumentException().isThrownBy(() -> broker.expelNow("billing", "bills"));
    }

    @Test
    void namesMayHaveThePrefix() {
        try (StandaloneStream prefixed = StandaloneStream.builder().stream("memory").property("prefix", "prod")
                .property("group", "billing").open()) {
            MemoryBroker shared = prefixed.memory();
            shared.createTopic("bills", 2);
            prefixed.events().newSubscription("listener").topic("orders").handler(event -> {}).register();

            assertThat(shared.topics()).containsExactly("prod.bills", "prod.orders");
            assertThat(shared.groups()).containsExactly("prod.billing");
            for (String topic : List.of("orders", "prod.orders")) {
                shared.failNextPublish(topic, new TimeoutException("no"));
                assertThatThrownBy(() -> prefixed.events().publishAndAwait(event("a").build())).hasMessageContaining("no");
                shared.revokeNow("billing", topic);
                shared.revokeNow("prod.billing", topic);
            }
            assertThat(shared.partitions("bills")).isEqualTo(2);
        }
    }

    @Test
    void anUnusedFaultIsReported() {
        broker.createTopic("bills", 2);
        broker.failNextPublish("bills", new TimeoutException("the broker is down"));
        broker.duplicateNextPublish("orders");
        broker.holdBack("bills", 1);
        publish("a");

        assertThatThrownBy(broker::requireFaultsUsed).isInstanceOf(AssertionError.class).hasMessageStartingWith(
                "These faults were never used: [failNextPublish(\"bills\"), holdBack(\"bills\", 1)]. No record");

        broker.write(new ProducerRecord<>("bills", 1, null, new byte[0]));
        broker.release("bills", 1);
        assertThatThrownBy(broker::requireFaultsUsed).hasMessageStartingWith(
                "These faults were never used: [failNextPublish(\"bills\")]");
        broker.clearFaults();
        broker.requireFaultsUsed();
    }

    @Test
    void aStreamOfAnotherKindHasNoMemoryBroker() {
        try (StandaloneStream none = StandaloneStream.builder().stream("none").open()) {
            assertThatIllegalStateException().isThrownBy(none::memory).withMessageContaining("The stream is none");
        }
        assertThatThrownBy(() -> StandaloneStream.builder().stream("none").memory(broker).open())
                .hasMessageContaining("no event would reach its MemoryBroker");
    }

    @Test
    void faultsEnd() {
        listen();
        broker.failNextPublish("orders", new TimeoutException("the broker is down"));
        broker.holdBack("orders", 0);

        broker.clearFaults();
        publish("a");

        awaitReceived("a");
    }

    @Test
    void aThousandStreamsInMemoryLeaveNoThreadAndNoObject() {
        WeakReference<MemoryBroker> first = null;
        for (int i = 0; i < 1000; i++) {
            try (StandaloneStream another = StandaloneStream.builder().stream("memory").open()) {
                CompletableFuture<String> delivered = new CompletableFuture<>();
                another.events().newSubscription("listener").topic("orders").handler(event -> delivered.complete(event.id()))
                        .register();
                another.events().publishAndAwait(event("e" + i).build());
                assertThat(delivered.join()).isEqualTo("e" + i);
                first = first == null ? new WeakReference<>(another.memory()) : first;
            }
        }
        stream.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("eventstream")));
        WeakReference<MemoryBroker> gone = first;
        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
    }
}
