package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.delivered;
import static io.quarkiverse.eventstream.test.EventAssertions.sent;
import static io.quarkiverse.eventstream.test.EventAssertions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Delayed events of a stream without a container. */
class DelayedEventsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BRIEF = Duration.ofMillis(100);

    private static StandaloneStream open() {
        StandaloneStream stream = StandaloneStream.builder().stream("memory").open();
        stream.events().newSubscription("reminders").topic("reminders").offset(Offset.EARLIEST).handler(event -> {}).register();
        return stream;
    }

    private static OutgoingEvent.Builder reminder(String id) {
        return OutgoingEvent.builder("reminder").topic("reminders").namespace("shop").key("k").id(id);
    }

    @Test
    void aTestJumpsToTheTimeOfADelayedEvent() {
        try (StandaloneStream stream = open()) {
            stream.time().stop();
            stream.events().publishAndAwait(reminder("1").deliverAfter(HOUR).build());
            stored(stream.observed()).to("reminders").once();
            await().nothingLost(stream.observed());
            delivered(stream.observed()).never();

            assertThat(stream.time().next()).isEqualTo(HOUR);
            assertThat(stream.time().waiting()).as("redeliveries").isZero();
            stream.time().advanceToNext();

            await().delivered(stream.observed()).to("reminders").withId("1").once();
            sent(stream.observed()).once();
        }
    }

    @Test
    void anAssertionAboutAnEventThatIsNotDueFailsAtOnceIfTheTimeIsStopped() {
        try (StandaloneStream stream = open()) {
            stream.time().stop();
            stream.events().publishAndAwait(reminder("1").deliverAfter(HOUR).build());
            stream.events().publishAndAwait(reminder("now").build());
            String remedy = "The time is stopped, the next wait ends in PT1H: advance it";

            assertThatThrownBy(() -> await(HOUR).delivered(stream.observed()).to("reminders").withId("1").once())
                    .hasMessageContaining(remedy);
            assertThatThrownBy(() -> await(HOUR).delivered(stream.observed()).atLeast(2)).hasMessageContaining(remedy);
            assertThatThrownBy(() -> await(HOUR).sent(stream.observed()).withId("1").once()).hasMessageContaining(remedy);
        }
    }

    @Test
    void anAssertionAboutAnotherEventWaitsAlthoughTheTimeIsStopped() throws Exception {
        try (StandaloneStream stream = open()) {
            stream.time().stop();
            stream.events().publishAndAwait(reminder("1").deliverAfter(HOUR).build());
            stream.events().publishAndAwait(reminder("cancelled").deliverAfter(HOUR).build());
            stream.events().cancelDelivery("cancelled");
            FutureTask<Void> later = new FutureTask<>(() -> {
                await().delivered(stream.observed()).withId("2").once();
                return null;
            });
            new Thread(later).start();
            assertThatThrownBy(() -> later.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            stream.events().publishAndAwait(reminder("2").build());
            later.get();

            requireWait(() -> await(BRIEF).sent(stream.observed()).withId("cancelled").once());
            requireWait(() -> await(BRIEF).stored(stream.observed()).withId("3").once());
        }
    }

    private static void requireWait(ThrowingCallable assertion) {
        long began = System.nanoTime();
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(BRIEF);
    }

    @Test
    void aDueEventThatIsNotSentYetIsMissed() {
        try (StandaloneStream stream = open()) {
            stream.memory().delayNextPublish("reminders", Duration.ofMillis(300));
            stream.events().publishAndAwait(reminder("1").deliverAt(Instant.now().minus(HOUR)).build());

            await().nothingLost(stream.observed());
            delivered(stream.observed()).to("reminders").once();
        }
    }

    @Test
    void anEventThatTheBrokerRefusesHoldsBackThoseOfItsKey() {
        try (StandaloneStream stream = open()) {
            stream.memory().failNextPublish("reminders", new IllegalStateException("busy"));
            int many = 500;
            stream.time().stop();
            Instant due = stream.time().now().plus(HOUR);
            IntStream.range(0, many).forEach(i -> stream.events().publishAndAwait(reminder("" + i).deliverAt(due).build()));
            stream.time().advance(HOUR);

            assertThat(await().delivered(stream.observed()).to("reminders").exactly(many)).extracting(event -> event.id())
                    .containsExactlyElementsOf(IntStream.range(0, many).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void aStreamWithoutAnOutboxRefusesDelayedEvents() {
        try (StandaloneStream stream = StandaloneStream.builder().stream("none").open()) {
            assertThatThrownBy(() -> stream.events().publishAndAwait(reminder("1").deliverAfter(HOUR).build()))
                    .isInstanceOf(EventStreamException.class)
                    .hasMessageContaining("there is no outbox that keeps it until then")
                    .hasMessageContaining("quarkus-eventstream-outbox");
            assertThatThrownBy(() -> stream.events().cancelDelivery("1")).isInstanceOf(EventStreamException.class)
                    .hasMessageContaining("There is no outbox");
        }
    }
}
