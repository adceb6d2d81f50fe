package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PendingRecordTest {

    private static Throwable refusalOf(RuntimeException thrown) {
        PendingRecord pending = new PendingRecord(new ProducerRecord<>("t", null, null), 1, Duration.ofSeconds(1),
                (written, error) -> {}, new TopicLane("t", new InFlightCount(1)), null);
        try (MockProducer<byte[], byte[]> producer = new MockProducer<>() {

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                throw thrown;
            }
        }) {
            return ((Handover.Refused) pending.handTo(producer, null)).reason();
        }
    }

    @Test
    void aTopicThatBecomesKnownDuringTheCallIsATemporaryRefusal() {
        NullPointerException race = new NullPointerException();
        race.setStackTrace(new StackTraceElement[]{
                new StackTraceElement(KafkaProducer.class.getName(), "waitOnMetadata", "KafkaProducer.java", 1129)});

        assertThat(refusalOf(race)).isInstanceOf(TimeoutException.class).hasNoCause();
    }

    @Test
    void anyOtherExceptionOfTheClientIsTheReason() {
        NullPointerException other = new NullPointerException();

        assertThat(refusalOf(other)).isSameAs(other);
    }
}
