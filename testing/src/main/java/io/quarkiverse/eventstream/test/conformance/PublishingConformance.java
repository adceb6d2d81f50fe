package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** Validation of events, and the results of publishing. */
abstract class PublishingConformance extends ConformanceTests {

    PublishingConformance(StreamConformance stream) {
        super(stream);
    }

    @Test
    void theReceiptNamesEachTopicWithThePrefix() {
        String other = "conformance-" + UUID.randomUUID();

        PublishReceipt receipt = service("prefix", "test").publishAndAwait(event("1").topics(topic, other).build());

        assertThat(receipt.eventId()).isEqualTo("1");
        assertThat(receipt.records()).extracting(WrittenRecord::topic).containsExactlyInAnyOrder("test." + topic,
                "test." + other);
    }

    @Test
    void theCallerOfPublishDoesNotDecideItsOutcome() {
        CompletionStage<PublishReceipt> stage = service().publish(event("1").build());
        stage.toCompletableFuture().completeExceptionally(new IllegalStateException("not by the caller"));

        assertThat(stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join().eventId()).isEqualTo("1");
    }

    @Test
    void aTombstoneIsPublishedAndOneWithoutAKeyIsRefused() {
        EventStream service = service();

        assertThat(service.publishAndAwait(OutgoingEvent.tombstone(topic, "k")).records()).extracting(WrittenRecord::topic)
                .containsExactly(topic);
        InvalidEventException refused = catchThrowableOfType(InvalidEventException.class,
                () -> service.publishAndAwait(OutgoingEvent.tombstone(topic, "")));
        assertThat(refused.violations()).extracting(Violation::field).containsExactly("key");
    }

    @Test
    void anInvalidEventIsRefusedWithAllViolations() {
        List<String> handled = new CopyOnWriteArrayList<>();
        OutgoingEvent invalid = OutgoingEvent.builder("").topic("no topic!").namespace("").payload("no object")
                .onError((event, failed, error) -> handled.add(failed)).build();

        InvalidEventException refused = catchThrowableOfType(InvalidEventException.class,
                () -> service().publishAndAwait(invalid));

        assertThat(refused.violations()).extracting(Violation::field).contains("name", "topic", "payload");
        await().untilAsserted(() -> assertThat(handled).as("the error handler is called once").hasSize(1));
    }

    @Test
    void aPayloadThatCannotBeSerializedIsRefused() {
        Object unwritable = new Object() {

            @SuppressWarnings("unused")
            public String getValue() {
                throw new IllegalStateException("out of order");
            }
        };

        assertThatThrownBy(() -> service().publishAndAwait(event("1").payload(unwritable).build()))
                .isInstanceOf(EventStreamException.class).hasMessageContaining("out of order");
    }

    @Test
    void anEventThatIsTooLargeIsRefused() {
        assertThatThrownBy(
                () -> service("kafka.producer.\"max.request.size\"", "1000")
                        .publishAndAwait(event("1").peer(peer -> peer.service("s".repeat(1000))).build()))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("1000");
    }

    @Test
    void manyCanPublishAtOnce() throws Exception {
        EventStream service = service();
        List<CompletionStage<PublishReceipt>> stages = new CopyOnWriteArrayList<>();

        List<Thread> publishers = IntStream.range(0, 8).mapToObj(publisher -> new Thread(() -> {
            for (int i = 0; i < 25; i++) {
                stages.add(service.publish(event(publisher + "-" + i).build()));
            }
        })).toList();
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join();
        }

        List<String> written = new ArrayList<>();
        for (CompletionStage<PublishReceipt> stage : stages) {
            written.add(stage.toCompletableFuture().get(30, TimeUnit.SECONDS).eventId());
        }
        assertThat(written).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void anEventCannotBeNull() {
        assertThatThrownBy(() -> service().publish(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void nothingIsPublishedAfterTheClose() {
        StandaloneStream closed = open();
        closed.close();

        CompletableFuture<PublishReceipt> stage = closed.events().publish(event("1").build()).toCompletableFuture();

        assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasMessageContaining("closed");
    }
}
