package io.quarkiverse.eventstream.runtime.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.spi.SendCallback;

class DeadLettersTest {

    private static final DeadLetter LETTER = letter(Deliveries.record(0, "k"),
            DeadLetter.Reason.UNREADABLE);

    @Test
    void aTopicThatCannotEvenBeAskedForKeepsNoRecordFromBeingWritten() {
        DeadLetters letters = new DeadLetters(new WithoutAdmin(), Duration.ofSeconds(1));

        assertThat(letters.write(LETTER, Runnable::run)).isCompletedWithValue(null);
    }

    @Test
    void aRecordThatIsTooLargeIsCompressedThenGoesWithoutTheMessageThenAsAReference() {
        RefusingAtFirst topic = new RefusingAtFirst();

        assertThat(new DeadLetters(topic, Duration.ofSeconds(1)).write(letter(100_000), Runnable::run))
                .isCompletedWithValue(null);

        assertThat(topic.refused).extracting(ProducerRecord::value).doesNotContainNull();
        assertThat(topic.compressed).containsExactlyElementsOf(topic.refused.subList(1, 3));
        assertThat(topic.written).singleElement().satisfies(reference -> {
            assertThat(reference.value()).isNull();
            assertThat(reference.headers().lastHeader("eventstream.dead-letter.omitted")).isNotNull();
        });
    }

    @Test
    void aSmallRecordThatIsRefusedAsTooLargeIsNotReducedAndTriedAgain() {
        RefusingAtFirst topic = new RefusingAtFirst();
        DeadLetters letters = new DeadLetters(topic, Duration.ofSeconds(1));

        assertThat(letters.write(letter(1000), Runnable::run).toCompletableFuture()).failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class).withCauseInstanceOf(RecordTooLargeException.class);
        assertThat(topic.written).isEmpty();
        assertThat(letters.write(letter(1000), Runnable::run)).isCompletedWithValue(null);

        assertThat(topic.written).singleElement().satisfies(record -> assertThat(record.value()).hasSize(1000));
    }

    private static DeadLetter letter(int size) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, 0, TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE, size, null, new byte[size], new RecordHeaders(), Optional.empty());
        return letter(record, DeadLetter.Reason.FAILED);
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, DeadLetter.Reason reason) {
        return new DeadLetter(record, null, "t.dlq", new DeadLetter.Recipient("listener", "g", Settings.SERVICE), reason,
                new InvocationFailure(new IllegalStateException("y")),
                new DeadLetter.LastAttempt(1, Instant.EPOCH, Map.of()));
    }

    /** Has a limit that is corrected after the first letter, which came plain, compressed, and without the bus's headers. */
    private static final class RefusingAtFirst extends SendOnlyConnection {

        private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
        private final List<ProducerRecord<byte[], byte[]>> refused = new ArrayList<>();
        private final List<ProducerRecord<byte[], byte[]>> compressed = new ArrayList<>();

        @Override
        public void sendLarge(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            compressed.add(record);
            send(record, timeout, callback);
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            if (refused.size() < 3) {
                refused.add(record);
                callback.completed(null, new RecordTooLargeException("too large"));
                return;
            }
            written.add(record);
            callback.completed(new WrittenRecord(record.topic(), 0, 0), null);
        }
    }

    /** Where no admin client can be made. */
    private static final class WithoutAdmin extends SendOnlyConnection {

        @Override
        public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
            throw new IllegalStateException("The stream is closed: the application is stopping");
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            callback.completed(new WrittenRecord(record.topic(), 0, 0), null);
        }
    }
}
