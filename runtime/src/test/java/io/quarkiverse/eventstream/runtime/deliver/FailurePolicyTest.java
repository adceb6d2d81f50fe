package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.DEAD_LETTER;
import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.REDELIVER;
import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.SKIP;
import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.STOP;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

class FailurePolicyTest {

    private final Deliveries deliveries = new Deliveries();
    private final List<String> invocations = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        deliveries.close();
    }

    private void awaitCommittable(long offset) {
        await().until(() -> deliveries.partition().committable() == offset);
    }

    private EventHandler failingFor(String id, Exception failure) {
        return event -> {
            invocations.add(event.id() + "/" + event.attempt());
            if (event.id().equals(id)) {
                throw failure;
            }
        };
    }

    @Test
    void redeliverNeverGivesUp() {
        deliveries.listen(DEFAULT.failures(REDELIVER, 3), event -> {
            invocations.add(event.id() + "/" + event.attempt());
            if (event.attempt() < 8) {
                throw new IllegalStateException("not yet");
            }
        });

        deliveries.offerMany(0, 1);

        awaitCommittable(1);
        assertThat(invocations).hasSize(8);
    }

    @Test
    void skipPassesTheEventOverAfterTheLastAttempt() {
        deliveries.listen(DEFAULT.failures(SKIP, 3), failingFor("0", new IllegalStateException("never")));

        deliveries.offerMany(0, 2);

        awaitCommittable(2);
        assertThat(invocations).containsExactly("0/1", "0/2", "0/3", "1/1");
        assertThat(deliveries.deadLetters).isEmpty();
    }

    @Test
    void anAbandonedInvocationDoesNotCountAndItsEventWaits() {
        deliveries.listen(DEFAULT.failures(DEAD_LETTER, 1), event -> {
            invocations.add(event.id() + "/" + event.attempt());
            if (invocations.size() == 1) {
                throw new AbandonedInvocation("the member has left");
            }
        });

        deliveries.offerMany(0, 1);
        await().until(() -> invocations.size() == 1 && deliveries.partition().unfinishedEvents().isEmpty());
        assertThat(deliveries.partition().committable()).isZero();
        deliveries.partition().wake();

        awaitCommittable(1);
        assertThat(invocations).containsExactly("0/1", "0/1");
        assertThat(deliveries.deadLetters).isEmpty();
    }

    @Test
    void aDeadLetterIsTheRecordByteForByteWithWhatHappenedInItsHeaders() {
        Instant before = Instant.now();
        deliveries.listen("billing", "", DEFAULT.failures(DEAD_LETTER, 2),
                Deliveries.blocking(failingFor("0", new IllegalStateException("no such customer"))));
        ConsumerRecord<byte[], byte[]> record = Deliveries.record(0, "k", "{ \"id\":\"0\",  \"name\":\"e\", \"else\":1}");
        record.headers().add("trace", "abc".getBytes(UTF_8)).add("eventstream.dead-letter.reason", "of old".getBytes(UTF_8));

        deliveries.partition().offer(List.of(record));

        awaitCommittable(1);
        ProducerRecord<byte[], byte[]> letter = deliveries.deadLetters.get(0);
        assertThat(letter.topic()).isEqualTo("t.dlq");
        assertThat(letter.partition()).as("wherever the key leads: the topic may have fewer partitions").isNull();
        assertThat(letter.key()).isEqualTo(record.key());
        assertThat(letter.value()).isEqualTo(record.value());
        Map<String, String> headers = new TreeMap<>();
        letter.headers().forEach(header -> assertThat(headers.put(header.key(), new String(header.value(), UTF_8))).isNull());
        assertThat(headers.remove("eventstream.dead-letter.stack-trace"))
                .startsWith(IllegalStateException.class.getName() + ": no such customer\n\tat ").hasSizeLessThan(4100);
        assertThat(Instant.parse(headers.remove("eventstream.dead-letter.failed-at"))).isBetween(before, Instant.now());
        assertThat(headers.remove("eventstream.dead-letter.fingerprint")).matches("[0-9a-f]{16}");
        assertThat(headers.remove("eventstream.dead-letter.frame")).isNotEmpty();
        assertThat(headers).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("trace", "abc"),
                Map.entry("eventstream.dead-letter.reason", "failed"),
                Map.entry("eventstream.dead-letter.exception", IllegalStateException.class.getName()),
                Map.entry("eventstream.dead-letter.message", "no such customer"),
                Map.entry("eventstream.dead-letter.listener", "billing"),
                Map.entry("eventstream.dead-letter.group", "g"),
                Map.entry("eventstream.dead-letter.service", "shop"),
                Map.entry("eventstream.dead-letter.service-version", "1.2"),
                Map.entry("eventstream.dead-letter.attempts", "2"),
                Map.entry("eventstream.dead-letter.topic", "t"),
                Map.entry("eventstream.dead-letter.partition", "0"),
                Map.entry("eventstream.dead-letter.offset", "0"),
                Map.entry("eventstream.dead-letter.timestamp", "1969-12-31T23:59:59.999Z")));
        assertThat(invocations).containsExactly("0/1", "0/2");
    }

    @Test
    void anEventWhoseDeadLetterCannotBeWrittenIsNotCompletedAndItsListenerIsNotInvokedAgain() {
        deliveries.refusal = new IOException("the disk is full");
        deliveries.listen(DEFAULT.failures(DEAD_LETTER, 1), failingFor("0", new IllegalStateException("never")));

        deliveries.offerMany(0, 2);

        await().until(() -> UnfinishedEvent.oldest(deliveries.partition().unfinishedEvents(), "id")
                .filter(event -> event.lastFailure().contains("t.dlq") && event.lastFailure().contains("the disk is full"))
                .isPresent());
        assertThat(deliveries.partition().committable()).isZero();
        assertThat(invocations).as("in order: the next event waits").containsExactly("0/1");

        deliveries.refusal = null;
        awaitCommittable(2);
        assertThat(deliveries.deadLetters).hasSize(1);
        assertThat(invocations).containsExactly("0/1", "1/1");
    }

    @Test
    void aDeadLetterTopicThatHangsHoldsUpNoOtherKey() {
        deliveries.hangs = true;
        deliveries.listen(DEFAULT.failures(DEAD_LETTER, 1).ordering(Ordering.KEY).maxConcurrency(1), event -> {
            invocations.add(event.id());
            if (event.key().equals("bad")) {
                throw new IllegalStateException("never");
            }
        });

        deliveries.offer(0, "bad", "good", "better");

        await().until(() -> invocations.size() == 3);
        assertThat(deliveries.partition().committable()).isZero();
    }

    @Test
    void stopLeavesTheEventUnsettledUntilTheListenerIsResumed() {
        Listener listener = deliveries.listen(DEFAULT.failures(STOP, 2), event -> {
            invocations.add(event.id() + "/" + event.attempt());
            if (event.id().equals("0") && event.attempt() < 3) {
                throw new IllegalStateException("out of paper");
            }
        });

        deliveries.offerMany(0, 2);

        await().until(() -> listener.stopReason() != null);
        assertThat(listener.stopReason()).contains("listener=id", "out of paper", "offset=0");
        assertThat(deliveries.partition().committable()).isZero();
        deliveries.partition().wake();
        assertThat(invocations).containsExactly("0/1", "0/2");

        listener.resume();
        deliveries.partition().wake();
        awaitCommittable(2);
        assertThat(invocations).containsExactly("0/1", "0/2", "0/3", "1/1");
    }

    @Test
    void anExceptionTypeChoosesItsOwnPolicyAndTheNearestSuperclassDecides() {
        deliveries.listen(DEFAULT.failures(STOP, 1).exception(IOException.class, SKIP, 2),
                failingFor("0", new FileNotFoundException("gone")));

        deliveries.offerMany(0, 2);

        awaitCommittable(2);
        assertThat(invocations).containsExactly("0/1", "0/2", "1/1");
    }

    @Test
    void aListenerThatSucceededIsNotInvokedAgainWhenAnotherFails() {
        deliveries.listen("ill", "", DEFAULT.failures(SKIP, 3),
                Deliveries.blocking(failingFor("0", new IllegalStateException("never"))));
        List<String> well = new CopyOnWriteArrayList<>();
        deliveries.listen("well", "", DEFAULT, Deliveries.blocking(event -> well.add(event.id())));

        deliveries.offerMany(0, 1);

        awaitCommittable(1);
        assertThat(invocations).hasSize(3);
        assertThat(well).containsExactly("0");
    }

    @Test
    void anUndecodableRecordIsSkippedWhereNoListenerHasADeadLetterTopic() {
        deliveries.listen(DEFAULT.failures(STOP, 1), event -> invocations.add(event.id()));

        deliveries.partition().offer(List.of(Deliveries.record(0, "k", "{"), Deliveries.record(1, "k")));

        awaitCommittable(2);
        assertThat(invocations).containsExactly("1");
    }

    @Test
    void anUndecodableRecordBecomesOneDeadLetterWhereAListenerHasThem() {
        deliveries.listen("without", "", DEFAULT, Deliveries.blocking(event -> invocations.add(event.id())));
        deliveries.listen("with", "", DEFAULT.failures(DEAD_LETTER, 5),
                Deliveries.blocking(event -> invocations.add(event.id())));
        deliveries.listen("too", "", DEFAULT.failures(DEAD_LETTER, 5),
                Deliveries.blocking(event -> invocations.add(event.id())));

        deliveries.partition().offer(List.of(Deliveries.record(0, null, "not json")));

        awaitCommittable(1);
        assertThat(invocations).isEmpty();
        assertThat(deliveries.deadLetters).hasSize(1);
        ProducerRecord<byte[], byte[]> letter = deliveries.deadLetters.get(0);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo("not json".getBytes(UTF_8));
        assertThat(new String(letter.headers().lastHeader("eventstream.dead-letter.reason").value(), UTF_8))
                .isEqualTo("unreadable");
        assertThat(new String(letter.headers().lastHeader("eventstream.dead-letter.listener").value(), UTF_8))
                .isEqualTo("with");
    }

    @Test
    void aPayloadThatDoesNotFitIsNotTriedAgain() {
        deliveries.listen(DEFAULT.failures(STOP, 5), event -> {
            invocations.add(event.id() + "/" + event.attempt());
            event.payload(Integer.class);
        });

        deliveries.partition().offer(List.of(Deliveries.record(0, "k", "{\"id\":\"0\",\"name\":\"e\",\"payload\":{}}")));

        awaitCommittable(1);
        assertThat(invocations).containsExactly("0/1");
    }

    @Test
    void aTopicOfNothingButPoisonFlowsAway() {
        deliveries.listen(DEFAULT, event -> invocations.add(event.id()));
        int count = 10_000;
        for (int offset = 0; offset < count;) {
            if (deliveries.partition().requestRoom()) {
                deliveries.partition().offer(List.of(Deliveries.record(offset++, "k", "{\"name\":")));
            }
        }

        awaitCommittable(count);
        assertThat(invocations).isEmpty();
    }

    @Test
    void aCancelledListenerHasCompletedEventsThatItWasNotInvokedFor() {
        Listener listener = deliveries.listen(DEFAULT, event -> {
            invocations.add(event.id());
            throw new IllegalStateException("never");
        });
        deliveries.offerMany(0, 3);
        await().until(() -> !invocations.isEmpty());

        listener.cancel();
        deliveries.partition().wake();

        awaitCommittable(3);
        assertThat(invocations).containsOnly("0");
    }
}
