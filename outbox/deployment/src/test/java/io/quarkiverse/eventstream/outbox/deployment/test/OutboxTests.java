package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;

/** The promises of the outbox, on any database. */
public abstract class OutboxTests extends OutboxContractTests {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Orders orders;

    private Topic topic;

    @BeforeEach
    void create() throws Exception {
        orders.createTable();
        topic = Topic.create();
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE);
    }

    private void awaitEmpty() {
        await().untilAsserted(() -> assertThat(orders.stored()).isZero());
    }

    private static PublishReceipt receipt(CompletionStage<PublishReceipt> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void anEventIsSentAfterTheCommitAndItsStageCompletes() throws Exception {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        QuarkusTransaction.requiringNew().run(() -> {
            stages.add(events.publish(Orders.event(topic.name, "k", "1")));
            assertThat(topic.ids()).as("before the commit").isEmpty();
        });

        assertThat(receipt(stages.get(0)).records().get(0).offset()).isZero();
        assertThat(topic.ids()).containsExactly("1");
        awaitEmpty();
    }

    @Test
    void anEventOfATransactionThatRollsBackNeverExisted() throws Exception {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        assertThatThrownBy(() -> orders.fail(stages, topic.name, "k", "a", "b")).hasMessageContaining("not wanted");
        orders.place(topic.name, "k", "c").forEach(stage -> stage.toCompletableFuture().join());

        assertThat(topic.ids()).containsExactly("c");
        for (CompletionStage<PublishReceipt> stage : stages) {
            assertThatThrownBy(() -> receipt(stage)).isInstanceOf(ExecutionException.class).cause()
                    .isInstanceOfSatisfying(PublishException.class, failure -> assertThat(failure.failures().values())
                            .hasOnlyElementsOfType(PublishRolledBackException.class));
        }
    }

    @Test
    void aTransactionThatIsMarkedForRollbackTakesNoEvents() {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            QuarkusTransaction.setRollbackOnly();
            stages.add(events.publish(Orders.event(topic.name, "k", "1")));
        })).isInstanceOf(QuarkusTransactionException.class);

        assertThatThrownBy(() -> receipt(stages.get(0))).hasRootCauseInstanceOf(PublishRolledBackException.class);
        assertThat(topic.ids()).isEmpty();
    }

    @Test
    void aTransactionThatTookTooLongTakesNoEvents() {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().timeout(1).run(() -> {
            stages.add(events.publish(Orders.event(topic.name, "k", "1")));
            // Its status changes on another thread.
            await().until(() -> stages.get(0).toCompletableFuture().isDone());
            stages.add(events.publish(Orders.event(topic.name, "k", "2")));
        })).isNotNull();

        assertThat(stages).hasSize(2)
                .allSatisfy(stage -> assertThatThrownBy(() -> receipt(stage)).hasRootCauseInstanceOf(
                        PublishRolledBackException.class));
        assertThat(topic.ids()).isEmpty();
    }

    @Test
    void waitingForTheEventWithinItsTransactionIsRefused() {
        assertThatThrownBy(() -> orders.placeAndAwait(topic.name, "1")).hasMessageContaining("would wait for its commit")
                .hasMessageContaining("Call publish instead");

        assertThat(topic.ids()).isEmpty();
    }

    @Test
    void anInvalidEventFailsAtTheCall() {
        QuarkusTransaction.requiringNew().run(() -> {
            CompletableFuture<PublishReceipt> stage = events.publish(Orders.event("no topic!", "k", "1")).toCompletableFuture();
            assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS)).hasMessageContaining("no topic!");
        });
    }

    @Test
    void withoutATransactionAnEventIsSentAtOnce() throws Exception {
        events.publishAndAwait(Orders.event(topic.name, "k", "1"));

        assertThat(topic.ids()).containsExactly("1");
    }

    @Test
    void theEventsOfAKeyKeepTheOrderOfTheirTransactions() throws Exception {
        List<String> expected = new ArrayList<>();
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.addAll(orders.place(topic.name, "k", "k" + i + "a", "k" + i + "b"));
            expected.addAll(List.of("k" + i + "a", "k" + i + "b"));
        }
        for (CompletionStage<PublishReceipt> stage : stages) {
            receipt(stage);
        }

        assertThat(topic.ids()).containsExactlyElementsOf(expected);
        awaitEmpty();
    }

    @Test
    void manyTransactionsAtOncePublishEachEventOnceAndInOrder() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<?>> publishers = new ArrayList<>();
        int each = 60;
        for (int key = 0; key < 8; key++) {
            String name = "key" + key;
            publishers.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    if (i % 3 == 0) {
                        String unwanted = name + "-x" + i;
                        assertThatThrownBy(() -> orders.fail(new ArrayList<>(), topic.name, name, unwanted));
                    }
                    orders.place(topic.name, name, name + "-" + i);
                }
                return null;
            }));
        }
        for (Future<?> publisher : publishers) {
            publisher.get();
        }
        pool.shutdown();
        awaitEmpty();

        Map<String, List<String>> byKey = new HashMap<>();
        topic.records().stream().sorted(Comparator.comparing(ConsumerRecord::offset))
                .forEach(record -> byKey.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value()));
        assertThat(byKey).hasSize(8);
        byKey.forEach((key, values) -> assertThat(values).hasSize(each).zipSatisfy(
                IntStream.range(0, each).boxed().toList(),
                (value, i) -> assertThat(value).contains("\"id\":\"" + key + "-" + i + "\"")));
    }

    @Test
    void anEventThatKafkaRefusesHoldsBackItsOwnKeyOnly() throws Exception {
        // A record that is larger than a batch shares none with others.
        topic.set("max.message.bytes", "20000");
        String large = "large";
        List<CompletionStage<PublishReceipt>> held = new ArrayList<>(orders.place(topic.name, "held", large));
        held.addAll(orders.place(topic.name, "held", "after"));
        List<CompletionStage<PublishReceipt>> others = orders.place(topic.name, "other", "o");

        receipt(others.get(0));
        assertThat(topic.ids()).containsExactly("o");
        assertThat(orders.stored()).isEqualTo(2);
        topic.set("max.message.bytes", "100000");

        receipt(held.get(0));
        receipt(held.get(1));
        assertThat(topic.records().stream().filter(record -> record.key().equals("held")).map(ConsumerRecord::value))
                .satisfiesExactly(first -> assertThat(first).contains(large), second -> assertThat(second).contains("after"));
    }
}
