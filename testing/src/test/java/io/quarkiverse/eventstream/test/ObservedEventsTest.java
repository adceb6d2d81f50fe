package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.delivered;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

class ObservedEventsTest {

    private StandaloneStream stream;
    private ObservedEvents events;

    private void open(StandaloneStream.Builder builder) {
        stream = builder.open();
        events = stream.observed();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private Subscription listen(String id, String name, EventHandler handler) {
        return stream.events().newSubscription(id).topic("orders").name(name).group(id).handler(handler).register();
    }

    private static OutgoingEvent.Builder order(int id) {
        return OutgoingEvent.builder("orderCreated").topic("orders").key("k-" + id).namespace("shop")
                .payload(Map.of("id", id));
    }

    @Test
    void anEventIsPublishedAsItWasWhenItWasPublished() {
        open(TestStreams.delivering());
        Map<String, Object> order = new HashMap<>(Map.of("id", 1));
        OutgoingEvent event = OutgoingEvent.builder("orderCreated").topics("orders", "audit").namespace("shop").payload(order)
                .build();

        stream.events().publishAndAwait(event);
        order.put("id", 2);

        assertThat(events.published()).extracting(PublishedEvent::topic).containsExactly("orders", "audit");
        PublishedEvent published = events.published().get(0);
        assertThat(published.event()).isSameAs(event);
        assertThat(published.sent().payloadAsMap()).isEqualTo(Map.of("id", 1));
        assertThat(published.written().partition()).isZero();
        assertThat(published.written().offset()).isZero();
        assertThat(published.failure()).isNull();
    }

    @Test
    void anInvalidEventIsObservedAsNotPublished() {
        open(StandaloneStream.builder().stream("none"));
        OutgoingEvent invalid = OutgoingEvent.builder("order created").topic("orders").build();

        assertThatThrownBy(() -> stream.events().publishAndAwait(invalid)).isInstanceOf(InvalidEventException.class);

        assertThat(events.published()).singleElement().satisfies(event -> {
            assertThat(event.written()).isNull();
            assertThat(event.failure()).isInstanceOf(InvalidEventException.class);
        });
        published(events).never();
    }

    @Test
    void aPushedEventIsDeliveredAndNotPublished() {
        open(TestStreams.delivering());
        listen("billing", "orderCreated", event -> {});
        listen("shipping", "orderPaid", event -> {});

        ObservedRecord record = events.push(order(1).build()).await();

        assertThat(record.outcomes()).isEqualTo(Map.of("billing", Outcome.DELIVERED));
        assertThat(record.outcome("shipping")).isEqualTo(Outcome.UNWANTED);
        assertThat(record.event().payloadAsMap()).isEqualTo(Map.of("id", 1));
        assertThat(record.topic()).isEqualTo("orders");
        published(events).never();
        delivered(events).to("billing").inNamespace("shop").withKey("k-1").once();
    }

    @Test
    void aPushWaitsForThePositionOfListenersThatBeginAtTheLatestOffset() {
        open(TestStreams.delivering());
        stream.events().publishAndAwait(order(0).build());
        listen("billing", "", event -> {});

        assertThat(events.push(order(1).build()).await().outcome()).isEqualTo(Outcome.DELIVERED);

        assertThat(delivered(events).single().key()).isEqualTo("k-1");
    }

    @Test
    void eachFailurePolicyHasItsOutcome() {
        open(TestStreams.delivering().property("delivery.attempts", "2")
                .property("listener.skips.failure-policy", "skip")
                .property("listener.dead-letters.failure-policy", "dead-letter")
                .property("listener.stops.failure-policy", "stop"));
        for (String id : List.of("skips", "dead-letters", "stops")) {
            listen(id, "", event -> {
                throw new IllegalStateException(id + " " + event.attempt());
            });
        }

        ObservedRecord record = events.push(order(1).build()).await();

        assertThat(record.outcomes()).isEqualTo(
                Map.of("skips", Outcome.SKIPPED, "dead-letters", Outcome.DEAD_LETTERED, "stops", Outcome.STOPPED));
        assertThat(record.failures("skips")).extracting(Throwable::getMessage).containsExactly("skips 1", "skips 2");
        assertThatThrownBy(record::outcome).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{dead-letters=DEAD_LETTERED, skips=SKIPPED, stops=STOPPED}");
        stream.events().subscription("stops").orElseThrow().resume();
        await().failed(events).to("stops").exactly(3);
    }

    @Test
    void anUndecodableRecordIsSkippedOrDeadLettered() {
        open(TestStreams.delivering().property("listener.dead-letters.failure-policy", "dead-letter"));
        listen("reads", "orderCreated", event -> {});
        listen("dead-letters", "", event -> {});

        ObservedRecord record = events.pushUndecodable("orders").await();

        assertThat(record.outcomes()).isEqualTo(Map.of("reads", Outcome.UNDECODABLE, "dead-letters", Outcome.DEAD_LETTERED));
        assertThat(record.event()).isNull();
        assertThat(record.invocations()).isEmpty();
        assertThat(EventAssertions.deadLettered(events).by("dead-letters").single()).isNull();
    }

    @Test
    void aRawRecordIsDeliveredLikeAnyOther() {
        open(TestStreams.delivering());
        listen("billing", "orderCreated", event -> {});

        ObservedRecord record = events.pushRecord("orders", null, "{\"name\":\"orderCreated\",\"payload\":{\"id\":7}}",
                new EventHeader("source", "elsewhere".getBytes())).await();

        assertThat(record.outcome()).isEqualTo(Outcome.DELIVERED);
        delivered(events).to("billing").withHeader("source", "elsewhere").withPayload(Map.of("id", 7)).once();
    }

    @Test
    void aRecordThatConcernsNoListenerIsSettledWhenItIsSkipped() {
        open(TestStreams.delivering());
        listen("billing", "orderCreated", event -> {});

        assertThat(events.push(order(1).build()).await().outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(events.pushRecord("orders", null, "{\"name\":\"orderPaid\"}").await().outcome())
                .isEqualTo(Outcome.UNWANTED);
        assertThat(events.pushRecord("elsewhere", null, "{\"name\":\"orderPaid\"}").await().outcome())
                .isEqualTo(Outcome.UNWANTED);
    }

    @Test
    void listenersThatHaveNotCompletedAreNamed() {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        listen("slow", "", event -> end.await());
        listen("fails", "", event -> {
            throw new IllegalStateException("not yet");
        });
        PushedRecord pushed = events.push(order(1).build());
        await().failed(events).to("fails").atLeast(1);

        Throwable failure = catchThrowable(() -> pushed.await(Duration.ofMillis(1)));

        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageMatching("Expected the pushed record to be settled"
                + " within 1 ms; it is not: orders, partition 0, offset 0: orderCreated \\{\"id\":1};"
                + " fails PENDING \\(\\d+ failed attempts?(, the last)?: java.lang.IllegalStateException: not yet\\),"
                + " slow PENDING\\.");
        end.countDown();
    }

    @Test
    void aStreamThatDeliversNothingTakesNoPush() {
        open(StandaloneStream.builder().stream("none"));

        assertThatThrownBy(() -> events.pushUndecodable("orders")).isInstanceOf(IllegalStateException.class)
                .hasMessage("The stream is none, which delivers nothing. Choose memory or kafka, with"
                        + " quarkus.eventstream.stream");
    }

    @Test
    void anEventWithSeveralTopicsOrAnUnencodablePayloadIsNotPushed() {
        open(TestStreams.delivering());

        assertThatThrownBy(() -> events.push(order(1).topics("orders", "audit").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An event is pushed to one topic, not to [orders, audit]");
        assertThatThrownBy(() -> events.push(order(1).payload(new Object()).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("can't be encoded");
    }

    @Test
    void anEventPublishedBeforeAResetDoesNotCountHoweverLateItIsDelivered() throws Exception {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        listen("slow", "", event -> {
            begun.countDown();
            end.await();
        });
        await().listening(events);
        stream.events().publishAndAwait(order(1).build());
        stream.events().publishAndAwait(order(2).build());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        events.reset();
        end.countDown();
        stream.events().publishAndAwait(order(3).build());

        assertThat(await().delivered(events).to("slow").single().key()).isEqualTo("k-3");
        assertThat(events.invocations()).hasSize(1);
        assertThat(events.records()).hasSize(1);
        published(events).withKey("k-3").once();
    }

    @Test
    void anEventRedeliveredAfterAResetDoesNotCount() {
        open(TestStreams.delivering());
        Subscription subscription = listen("billing", "", event -> {});
        await().listening(events);
        stream.events().publishAndAwait(order(1).build());
        await().nothingLost(events);

        events.reset();
        subscription.seek(Offset.EARLIEST).toCompletableFuture().join();
        stream.events().publishAndAwait(order(2).build());

        await().nothingLost(events);
        assertThat(delivered(events).single().key()).isEqualTo("k-2");
    }

    @Test
    void aReplayIsObservedAndSettlesNothing() {
        open(TestStreams.delivering());
        AtomicBoolean live = new AtomicBoolean(true);
        listen("billing", "", event -> {
            if (!event.isReplay() && live.get()) {
                throw new IllegalStateException("not live");
            }
        });
        await().listening(events);
        stream.events().publishAndAwait(order(1).build());
        await().failed(events).atLeast(1);

        stream.events().newReplay("orders").group("billing").start().completion().toCompletableFuture().join();

        assertThat(delivered(events).to("billing").single().isReplay()).isTrue();
        assertThat(events.records()).singleElement().extracting(ObservedRecord::outcome).isEqualTo(Outcome.PENDING);
        live.set(false);
        await().nothingLost(events);
    }

    @Test
    void tooManyEntriesFailEveryQueryUntilTheReset() {
        open(StandaloneStream.builder().stream("none"));
        for (int i = 0; i <= 50_000; i++) {
            stream.events().publishAndAwait(order(i).build());
        }

        assertThatThrownBy(() -> published(events).never()).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "More than 50000 events, records and invocations, or 100 MiB, were observed since the test began; later"
                                + " ones were not recorded. Call reset() in between, or publish less");
        events.reset();
        published(events).never();
    }

    @Test
    void largeEntriesReachTheLimitSooner() {
        open(StandaloneStream.builder().stream("none"));
        OutgoingEvent large = order(1).payload(Map.of("text", "x".repeat(1_000_000))).build();
        for (int i = 0; i < 105; i++) {
            stream.events().publishAndAwait(large);
        }

        assertThatThrownBy(events::published).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStandaloneStreamHasNoOther() {
        open(StandaloneStream.builder().stream("none"));

        assertThatThrownBy(() -> events.stream("audit")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no open stream \"audit\": a standalone stream has no name");
    }
}
