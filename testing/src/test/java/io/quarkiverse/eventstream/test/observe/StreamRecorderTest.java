package io.quarkiverse.eventstream.test.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.test.TestTime;

/**
 * Which records count after a reset, in any order of the observations.
 */
class StreamRecorderTest {

    private final EventCodec codec = new EventCodec(new ObjectMapper());
    private final EventEncoder encoder = codec.encoder(WireFormat.V3_1);
    private final StreamRecorder recorder = new StreamRecorder(codec, new TestTime());
    private final ListenerObservation listener = recorder.listening(new ListenerSpec("billing", "t", "", "g", null, ""));

    private static final OutgoingEvent EVENT = OutgoingEvent.builder("e").topic("t").namespace("n").build();

    private static WrittenRecord at(long offset) {
        return new WrittenRecord("t", 0, offset);
    }

    private IncomingEvent fetched(long offset) throws Exception {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, offset, null, encoder.encode(EVENT).value());
        return new ReceivedEvent(record, codec.decode(record.value()), "t", codec, false);
    }

    private void deliver(long offset) throws Exception {
        listener.invoking(fetched(offset)).accept(null);
    }

    private PublishObservation publish() {
        return recorder.publishing(EVENT, List.of("t"));
    }

    @Test
    void anEventInFlightAtTheResetDoesNotCountEvenIfItIsDeliveredBeforeItIsAcknowledged() throws Exception {
        PublishObservation before = publish();
        recorder.reset();
        assertThat(recorder.isQuiet(null)).isTrue();

        deliver(0);
        before.answered("t", at(0), null);
        deliver(0);

        assertThat(recorder.invocations()).isEmpty();
        assertThat(recorder.records()).isEmpty();
        assertThat(recorder.published()).isEmpty();
        assertThat(recorder.isQuiet(null)).isTrue();
    }

    @Test
    void anEventThatIsDeliveredBeforeItIsAcknowledgedCountsOnce() throws Exception {
        PublishObservation publication = publish();
        deliver(0);
        publication.answered("t", at(0), null);

        assertThat(recorder.invocations()).hasSize(1);
        assertThat(recorder.records()).hasSize(1);
    }

    @Test
    void anInvocationThatEndsAfterTheResetDoesNotCount() throws Exception {
        var end = listener.invoking(fetched(0));
        recorder.reset();

        end.accept(null);

        assertThat(recorder.invocations()).isEmpty();
    }

    @Test
    void aRecordOfAnotherPublisherCountsUnlessItWasFetchedBefore() throws Exception {
        deliver(3);
        recorder.reset();

        deliver(2);
        deliver(3);
        deliver(4);

        assertThat(recorder.invocations()).extracting(invocation -> invocation.event().record().offset()).containsExactly(4L);
    }

    @Test
    void aTopicThatWasDeletedAndCreatedAgainCountsFromItsStart() throws Exception {
        publish().answered("t", at(7), null);
        recorder.reset();

        publish().answered("t", at(0), null);
        deliver(0);
        assertThat(recorder.invocations()).hasSize(1);

        recorder.reset();
        deliver(0);
        publish().answered("t", at(1), null);
        deliver(1);
        assertThat(recorder.invocations()).extracting(invocation -> invocation.event().record().offset()).containsExactly(1L);
    }

    @Test
    void anEntryOrTheTimeoutEndsAWait() {
        CompletableFuture<Boolean> woken = CompletableFuture.supplyAsync(
                () -> recorder.await(Duration.ofMinutes(1), () -> !recorder.published().isEmpty()));
        assertThat(recorder.await(Duration.ofMillis(10), () -> false)).isFalse();

        publish();

        assertThat(woken).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
    }

    @Test
    void anInterruptEndsAWait() {
        Thread.currentThread().interrupt();

        assertThat(recorder.await(Duration.ofMinutes(1), () -> false)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
    }
}
