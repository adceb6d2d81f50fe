package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry.Command;
import io.quarkus.test.QuarkusUnitTest;

/** Letters are redriven to the listener that failed, on each kind of stream. */
abstract class RedriveContract {

    private static final Map<String, String> CONFIG = Map.of(
            "quarkus.eventstream.delivery.failure-policy", "dead-letter",
            "quarkus.eventstream.delivery.attempts", "2",
            "quarkus.eventstream.delivery.backoff", "0.01S",
            "quarkus.eventstream.delivery.commit-interval", "0.1S",
            "quarkus.application.version", "1.2");

    static QuarkusUnitTest application() {
        QuarkusUnitTest test = new QuarkusUnitTest()
                .withApplicationRoot(root -> root.addClasses(RedriveContract.class, RawTopics.class));
        CONFIG.forEach(test::overrideConfigKey);
        return test;
    }

    @Inject
    EventStream events;

    @Inject
    RawTopics topics;

    private final List<IncomingEvent> billed = new CopyOnWriteArrayList<>();
    private final List<IncomingEvent> shipped = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private String topic;
    private Subscription billing;

    @BeforeEach
    void listen(TestInfo test) {
        billed.clear();
        shipped.clear();
        broken.set(true);
        topic = test.getTestMethod().orElseThrow().getName().toLowerCase();
        billing = events.newSubscription("billing-" + topic).topic(topic).group("shop").offset(Offset.EARLIEST)
                .handler(event -> {
                    billed.add(event);
                    if (broken.get()) {
                        throw new IllegalStateException("no such customer");
                    }
                }).register();
        events.newSubscription("shipping-" + topic).topic(topic).group("shop").offset(Offset.EARLIEST)
                .handler(shipped::add).register();
    }

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private ConsumerRecord<byte[], byte[]> failedLetter() {
        events.publishAndAwait(
                OutgoingEvent.builder("orderCreated").namespace("shop").topics(topic).key("k").payload(Map.of("order", "o-1"))
                        .build());
        await().until(() -> topics.records(topic + ".dlq").size() == 1);
        return topics.records(topic + ".dlq").get(0);
    }

    private void redrive(ConsumerRecord<byte[], byte[]> letter, String listener, int redrives) {
        redrive(letter, letter.offset(), letter.key(), listener, redrives);
    }

    private void redrive(ConsumerRecord<byte[], byte[]> letter, long offset, byte[] key, String listener,
            int redrives) {
        List<Header> headers = new ArrayList<>();
        letter.headers().forEach(headers::add);
        topics.command(letter.topic(), new JournalEntry(letter.partition(), offset, LetterState.REDRIVEN, null, "me",
                Instant.now(), null,
                new Command(key, letter.value(), headers, listener, "shop", redrives, false)));
    }

    private Optional<JournalEntry> lastEntry() {
        List<ConsumerRecord<byte[], byte[]>> journal = topics.records(JournalEntry.journalOf(topic + ".dlq"));
        return journal.isEmpty() ? Optional.empty() : JournalEntry.read(journal.get(journal.size() - 1));
    }

    /** Of the letter that was redriven last. */
    private void awaitState(LetterState state) {
        await().untilAsserted(() -> assertThat(lastEntry()).get().extracting(JournalEntry::state).isEqualTo(state));
    }

    @Test
    void theListenerThatFailedGetsTheEventAsItWasAndNoOtherDoes() {
        ConsumerRecord<byte[], byte[]> letter = failedLetter();
        IncomingEvent failed = billed.get(0);
        await().until(() -> shipped.size() == 1);
        broken.set(false);
        billed.clear();

        redrive(letter, "billing-" + topic, 1);

        awaitState(LetterState.RESOLVED);
        assertThat(billed).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(failed.id());
            assertThat(event.topic()).isEqualTo(topic);
            assertThat(event.key()).isEqualTo("k");
            assertThat(event.attempt()).isEqualTo(1);
            assertThat(event.record().topic()).isEqualTo(failed.record().topic());
            assertThat(event.record().offset()).isEqualTo(failed.record().offset());
            assertThat(event.timestamp()).isEqualTo(failed.timestamp());
            assertThat(event.payloadAsMap()).containsEntry("order", "o-1");
            assertThat(event.header("eventstream.redrive.count")).contains("1");
            assertThat(event.header("eventstream.redrive.letter")).contains(topic + ".dlq-0@" + letter.offset());
            assertThat(event.record().headers()).noneMatch(header -> header.name().contains("dead-letter"));
        });
        assertThat(shipped).hasSize(1);
        assertThat(topics.records(topic)).hasSize(1);
    }

    @Test
    void anEventThatFailsAgainReturnsToTheSameTopicWithItsHistory() {
        ConsumerRecord<byte[], byte[]> letter = failedLetter();

        redrive(letter, "billing-" + topic, 3);

        awaitState(LetterState.FAILED);
        assertThat(billed).extracting(IncomingEvent::attempt).containsExactly(1, 2, 1, 2);
        ConsumerRecord<byte[], byte[]> second = topics.records(topic + ".dlq").get(1);
        assertThat(header(second, "previous")).isEqualTo(topic + ".dlq-0@" + letter.offset());
        assertThat(header(second, "redrives")).isEqualTo("3");
        assertThat(header(second, "topic")).isEqualTo(topic);
        assertThat(header(second, "fingerprint")).isEqualTo(header(letter, "fingerprint"));
        assertThat(header(second, "service-version")).isEqualTo("1.2");
        assertThat(second.value()).isEqualTo(letter.value());
    }

    @Test
    void aLetterForAListenerThatDoesNotExistIsOpenAgain() {
        ConsumerRecord<byte[], byte[]> letter = failedLetter();

        redrive(letter, "accounting", 1);

        awaitState(LetterState.OPEN);
        assertThat(lastEntry().orElseThrow().reason())
                .isEqualTo("This instance has no listener accounting, or one for other events");
    }

    @Test
    void aPausedListenerGetsItWhenItIsResumed() {
        ConsumerRecord<byte[], byte[]> letter = failedLetter();
        broken.set(false);
        billed.clear();
        billing.pause();
        redrive(letter, "billing-" + topic, 1);
        redrive(letter, letter.offset() + 1, "another key".getBytes(StandardCharsets.UTF_8), "accounting", 1);
        awaitState(LetterState.OPEN);

        assertThat(billed).isEmpty();
        billing.resume();

        awaitState(LetterState.RESOLVED);
        assertThat(billed).hasSize(1);
    }

    @Test
    void aCommandThatIsCompletedIsNotRepeatedAlthoughTheGroupHasNotCommittedIt() {
        ConsumerRecord<byte[], byte[]> letter = failedLetter();
        broken.set(false);
        billed.clear();
        // All are cancelled before the first check: the outcome stands before the command is consumed.
        cancel();
        redrive(letter, "billing-" + topic, 1);
        topics.command(letter.topic(), new JournalEntry(letter.partition(), letter.offset(), LetterState.RESOLVED, null,
                "another instance", Instant.now(), null, null));
        topics.command(letter.topic(),
                new JournalEntry(letter.partition(), letter.offset() + 1, LetterState.REDRIVEN, null, "me",
                        Instant.now(), null,
                        new Command(letter.key(), letter.value(), List.of(), "billing-" + topic, "shop", 1, false)));

        events.newSubscription("billing-" + topic).topic(topic).group("shop").handler(billed::add).register();

        await().until(() -> !billed.isEmpty());
        assertThat(billed).singleElement().satisfies(event -> assertThat(event.header("eventstream.redrive.letter"))
                .contains(topic + ".dlq-0@" + (letter.offset() + 1)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("eventstream.dead-letter." + name).value(), StandardCharsets.UTF_8);
    }
}
