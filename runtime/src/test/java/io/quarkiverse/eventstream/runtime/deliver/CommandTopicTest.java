package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.config.FailurePolicy.DEAD_LETTER;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.subscribe.CommandTopic;
import io.quarkiverse.eventstream.runtime.subscribe.Completion;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/** Commands are at the same offsets as the events that they deliver, plus a hundred. */
class CommandTopicTest {

    private final Commands commands = new Commands();
    private final Deliveries deliveries = new Deliveries(commands);
    private final List<IncomingEvent> invocations = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        deliveries.close();
    }

    @Test
    void theListenerThatACommandNamesGetsTheEventWithItsOwnCoordinatesAndNoOtherDoes() {
        deliveries.listen("billing", "", DEFAULT, Deliveries.blocking(invocations::add));
        deliveries.listen("shipping", "", DEFAULT, Deliveries.blocking(event -> {
            throw new AssertionError("was invoked");
        }));

        deliveries.partition().offer(List.of(command(0, "billing")));

        awaitCommittable(1);
        IncomingEvent event = invocations.get(0);
        assertThat(event.topic()).isEqualTo("t");
        assertThat(event.record().topic()).isEqualTo("t");
        assertThat(event.record().offset()).isEqualTo(100);
        assertThat(event.key()).isEqualTo("k");
        assertThat(commands.answers).containsExactly("0 SUCCEEDED");
    }

    @Test
    void aRecordThatIsNoCommandIsSkippedAndNotAnswered() {
        deliveries.listen("billing", "", DEFAULT, Deliveries.blocking(invocations::add));

        deliveries.partition().offer(List.of(new ConsumerRecord<>("c", 0, 0, bytes("0"), null)));

        awaitCommittable(1);
        assertThat(invocations).isEmpty();
        assertThat(commands.answers).isEmpty();
    }

    @Test
    void nothingIsCommittedBeforeTheAnswerIsWrittenAndTheListenerIsNotInvokedAgain() {
        commands.refusals = 2;
        deliveries.listen("billing", "", DEFAULT, Deliveries.blocking(invocations::add));

        deliveries.partition().offer(List.of(command(0, "billing"), command(1, "billing")));

        awaitCommittable(2);
        assertThat(invocations).extracting(event -> event.record().offset()).containsExactly(100L, 101L);
        assertThat(commands.answers).containsExactly("0 refused", "0 refused", "0 SUCCEEDED", "1 SUCCEEDED");
        assertThat(commands.committableAtAnswer).allSatisfy(committable -> assertThat(committable).isLessThan(2));
    }

    @Test
    void aStopWaitsForTheAnswerSoThatTheEventIsNotDeliveredAgain() {
        commands.pending = new CompletableFuture<>();
        deliveries.listen("billing", "", DEFAULT, Deliveries.blocking(invocations::add));
        deliveries.partition().offer(List.of(command(0, "billing")));
        await().until(() -> !commands.answers.isEmpty());

        CompletableFuture<Void> stopped = deliveries.partition().stop().toCompletableFuture();

        assertThat(stopped).isNotDone();
        commands.pending.complete(null);
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        assertThat(deliveries.partition().committable()).isEqualTo(1);
    }

    @Test
    void anEventThatFailsAgainBecomesADeadLetterOfItsOwnTopicWithItsHistory() {
        deliveries.listen("billing", "", DEFAULT.failures(DEAD_LETTER, 2), Deliveries.blocking(event -> {
            throw new IllegalStateException("no such customer");
        }));
        commands.history = true;

        deliveries.partition().offer(List.of(command(0, "billing")));

        awaitCommittable(1);
        ProducerRecord<byte[], byte[]> letter = deliveries.deadLetters.get(0);
        assertThat(letter.topic()).isEqualTo("t.dlq");
        assertThat(header(letter, "topic")).isEqualTo("t");
        assertThat(header(letter, "offset")).isEqualTo("100");
        assertThat(header(letter, "previous")).isEqualTo("t.dlq-0@5");
        assertThat(header(letter, "redrives")).isEqualTo("3");
        assertThat(letter.headers().lastHeader(DeadLetter.REDRIVES)).isNull();
        assertThat(commands.answers).containsExactly("0 DEAD_LETTERED");
    }

    @Test
    void aCancelledListenerAndOneThatDoesNotWantTheEventAnswerSo() {
        deliveries.listen("billing", "another name", DEFAULT, Deliveries.blocking(invocations::add));
        deliveries.listen("shipping", "", DEFAULT, Deliveries.blocking(invocations::add)).cancel();

        deliveries.partition().offer(List.of(command(0, "billing"), command(1, "shipping")));

        awaitCommittable(2);
        assertThat(invocations).isEmpty();
        assertThat(commands.answers).containsExactly("0 NOT_CONCERNED", "1 CANCELLED");
    }

    private void awaitCommittable(long offset) {
        await().until(() -> deliveries.partition().committable() == offset);
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(DeadLetter.HEADER + name).value(), UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> command(long offset, String listener) {
        ConsumerRecord<byte[], byte[]> command = new ConsumerRecord<>("c", 0, offset, bytes(String.valueOf(offset)),
                Deliveries.record(offset, "k").value());
        command.headers().add("listener", bytes(listener));
        return command;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private final class Commands implements CommandTopic {

        private final List<String> answers = new CopyOnWriteArrayList<>();
        private final List<Long> committableAtAnswer = new CopyOnWriteArrayList<>();
        private volatile int refusals;
        private volatile boolean history;
        private volatile CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

        @Override
        public Optional<Listener> recipient(ConsumerRecord<byte[], byte[]> record, List<Listener> listeners) {
            return Optional.ofNullable(record.headers().lastHeader("listener")).flatMap(named -> listeners.stream()
                    .filter(listener -> listener.spec().id().equals(new String(named.value(), UTF_8))).findFirst());
        }

        @Override
        public ConsumerRecord<byte[], byte[]> delivered(ConsumerRecord<byte[], byte[]> command) {
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, command.offset() + 100, bytes("k"),
                    command.value());
            if (history) {
                record.headers().add(DeadLetter.REDRIVEN_LETTER, bytes("t.dlq-0@5")).add(DeadLetter.REDRIVES, bytes("3"));
            }
            return record;
        }

        @Override
        public CompletionStage<Void> completed(ConsumerRecord<byte[], byte[]> command, Completion completion) {
            committableAtAnswer.add(deliveries.partition().committable());
            if (refusals > 0) {
                refusals--;
                answers.add(command.offset() + " refused");
                return CompletableFuture.failedStage(new IOException("the disk is full"));
            }
            answers.add(command.offset() + " " + completion);
            return pending;
        }
    }
}
