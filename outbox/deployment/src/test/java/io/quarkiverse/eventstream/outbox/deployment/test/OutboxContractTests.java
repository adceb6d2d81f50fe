package io.quarkiverse.eventstream.outbox.deployment.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static io.quarkiverse.eventstream.test.EventAssertions.rolledBack;
import static io.quarkiverse.eventstream.test.EventAssertions.sent;
import static io.quarkiverse.eventstream.test.EventAssertions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutboxMode;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The contract of an outbox, in a database or in memory, checked with the assertions of the test library. */
public abstract class OutboxContractTests {

    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    EventStream events;

    @Inject
    ObservedEvents observed;

    @Inject
    TestTime time;

    private final String orders = "orders-" + UUID.randomUUID();

    @BeforeEach
    void begin() {
        time.reset();
        observed.reset();
    }

    @AfterEach
    void letTheTimeFlow() {
        time.reset();
    }

    private OutgoingEvent.Builder event(String id) {
        return OutgoingEvent.builder("orderCreated").topic(orders).namespace("shop").key("k").id(id).payload(Map.of("id", id));
    }

    private CompletionStage<PublishReceipt> publishInTransaction(OutgoingEvent event) {
        return QuarkusTransaction.requiringNew().call(() -> events.publish(event));
    }

    private void publishAndRollBack(OutgoingEvent event) {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            events.publish(event);
            throw new IllegalStateException("not wanted");
        })).hasMessageContaining("not wanted");
    }

    private List<String> sentIds() {
        return observed.published().stream().filter(event -> event.written() != null).map(PublishedEvent::event)
                .map(OutgoingEvent::id).toList();
    }

    @Test
    void anEventIsStoredWithItsTransactionAndSentAfterIt() {
        QuarkusTransaction.requiringNew().run(() -> {
            events.publish(event("1").build());
            stored(observed).never();
            published(observed).never();
        });

        stored(observed).to(orders).once();
        await().sent(observed).to(orders).named("orderCreated").once();
        rolledBack(observed).never();
    }

    @Test
    void anEventOfATransactionThatRollsBackIsNeverSent() {
        publishAndRollBack(event("1").build());
        publishInTransaction(event("2").build());

        await().rolledBack(observed).to(orders).withPayload(Map.of("id", "1")).once();
        await().sent(observed).to(orders).once();
        stored(observed).withPayload(Map.of("id", "2")).once();
    }

    @Test
    void anEventWithoutATransactionIsNotStored() {
        events.publishAndAwait(event("1").build());

        published(observed).to(orders).once();
        stored(observed).never();
    }

    @Test
    void aDelayedEventIsSentWhenItIsDueAndNeverBefore() {
        time.stop();
        PublishReceipt receipt = publishInTransaction(event("later").deliverAfter(HOUR).build()).toCompletableFuture().join();
        assertThat(receipt.records()).hasSize(1).extracting(WrittenRecord::offset).containsExactly(-1L);
        stored(observed).to(orders).once();

        time.next();
        time.advance(HOUR.minusMillis(1));
        publishInTransaction(event("now").build()).toCompletableFuture().join();
        assertThat(sentIds()).containsExactly("now");
        assertThat(time.advanceToNext()).isPositive();

        await().sent(observed).to(orders).exactly(2);
    }

    @Test
    void delayedEventsComeInTheOrderOfTheirTimes() {
        time.stop();
        Instant start = time.now();
        events.publishAndAwait(event("second").deliverAt(start.plus(HOUR.multipliedBy(2))).build());
        events.publishAndAwait(event("third").deliverAt(start.plus(HOUR.multipliedBy(3))).build());
        events.publishAndAwait(event("first").deliverAt(start.plus(HOUR)).build());
        events.publishAndAwait(event("past").deliverAt(start.minus(HOUR)).build());

        await().sent(observed).withPayload(Map.of("id", "past")).once();
        time.next();
        time.advance(HOUR.multipliedBy(4));
        await().sent(observed).to(orders).exactly(4);
        List<PublishedEvent> sent = observed.published();
        assertThat(sent.stream().sorted((one, other) -> Long.compare(one.written().offset(), other.written().offset()))
                .map(event -> event.event().id())).containsExactly("past", "first", "second", "third");
    }

    @Test
    void aDelayedEventGoesWithItsTransaction() {
        time.skipWaits();
        publishAndRollBack(event("unwanted").deliverAfter(HOUR).build());
        publishInTransaction(event("wanted").deliverAfter(HOUR).build()).toCompletableFuture().join();

        await().sent(observed).to(orders).once();
        assertThat(sentIds()).containsExactly("wanted");
        await().rolledBack(observed).withPayload(Map.of("id", "unwanted")).once();
    }

    @Test
    void aDelayedEventCanBeCancelledUntilItIsSent() {
        time.stop();
        for (String id : List.of("at once", "committed", "rolled back", "sent")) {
            events.publishAndAwait(event(id).deliverAfter(HOUR).build());
        }
        assertThat(events.cancelDelivery("at once")).isTrue();
        assertThat(events.cancelDelivery("at once")).isFalse();
        assertThat(events.cancelDelivery("unknown")).isFalse();
        assertThat(QuarkusTransaction.requiringNew().call(() -> events.cancelDelivery("committed"))).isTrue();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            assertThat(events.cancelDelivery("rolled back")).isTrue();
            throw new IllegalStateException("not wanted");
        })).hasMessageContaining("not wanted");
        time.next();
        time.advance(HOUR);

        await().sent(observed).to(orders).exactly(2);
        assertThat(sentIds()).containsExactlyInAnyOrder("rolled back", "sent");
        assertThat(events.cancelDelivery("sent")).isFalse();
    }

    @Test
    void aTransactionCanCancelItsOwnEvent() {
        time.skipWaits();
        QuarkusTransaction.requiringNew().run(() -> {
            events.publish(event("cancelled").deliverAfter(HOUR).build());
            events.publish(event("kept").deliverAfter(HOUR).build());
            assertThat(events.cancelDelivery("cancelled")).isTrue();
        });

        await().sent(observed).to(orders).once();
        assertThat(sentIds()).containsExactly("kept");
    }

    @Test
    void anEventCanChooseItsMode() {
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(events.publish(event("off").outbox(OutboxMode.OFF).build()).toCompletableFuture())
                    .succeedsWithin(OutboxTests.PATIENCE);
            assertThat(sentIds()).containsExactly("off");
        });
        assertThat(events.publish(event("demanding").outbox(OutboxMode.REQUIRED).build()).toCompletableFuture())
                .failsWithin(OutboxTests.PATIENCE).withThrowableThat()
                .withMessageContaining("which the event demands, with outbox(REQUIRED)");

        publishInTransaction(event("joined").outbox(OutboxMode.REQUIRED).build());

        await().sent(observed).withPayload(Map.of("id", "joined")).once();
    }

    @Test
    void aDelayThatCannotBeKeptIsAViolation() {
        assertThatThrownBy(() -> events.publishAndAwait(event("1").deliverAfter(Duration.ofMillis(-1)).build()))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("deliverAfter")
                .hasMessageContaining("must be zero or more");
        assertThatThrownBy(() -> events.publishAndAwait(event("1").deliverAt(Instant.MAX).build()))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("deliverAt");
        assertThatThrownBy(
                () -> events.publishAndAwait(event("1").deliverAfter(HOUR).outbox(OutboxMode.OFF).build()))
                .hasMessageContaining("its outbox(OFF) keeps it out of the outbox");
        QuarkusTransaction.requiringNew().run(() -> assertThatThrownBy(
                () -> events.publishAndAwait(event("1").deliverAfter(HOUR).build()))
                .hasMessageContaining("would wait for its commit"));
    }
}
