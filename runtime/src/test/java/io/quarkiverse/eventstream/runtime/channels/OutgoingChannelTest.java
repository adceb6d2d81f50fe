package io.quarkiverse.eventstream.runtime.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

class OutgoingChannelTest {

    private final FakeStream stream = new FakeStream();
    private final List<String> outcomes = new ArrayList<>();
    private long requested;
    private boolean cancelled;
    private final OutgoingChannel channel = new OutgoingChannel(
            new OutgoingAttributes("orders", "t", "", "n", "", 2, "the.key"), () -> stream);
    private final Flow.Subscriber<Message<?>> subscriber = channel.subscriber();

    OutgoingChannelTest() {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                requested += n;
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    private void send(String name) {
        subscriber.onNext(Message.of(OutgoingEvent.builder(name).build(), () -> {
            outcomes.add(name + " written");
            return CompletableFuture.completedStage(null);
        }, reason -> {
            outcomes.add(name + " failed: " + reason.getMessage());
            return CompletableFuture.completedStage(null);
        }));
    }

    private void written(int index) {
        stream.outcomes.get(index).complete(new PublishReceipt("id", List.of()));
    }

    @Test
    void theNumberOfEventsInFlightIsBounded() {
        assertThat(requested).isEqualTo(2);
        send("a");
        send("b");
        assertThat(requested).isEqualTo(2);

        written(1);
        assertThat(requested).isEqualTo(3);
        send("c");

        assertThat(stream.published).extracting(OutgoingEvent::name).containsExactly("a", "b", "c");
        assertThat(outcomes).containsExactly("b written");
    }

    @Test
    void aMessageIsAcknowledgedOnceWithItsOutcome() {
        send("a");
        send("b");
        assertThat(outcomes).isEmpty();

        stream.outcomes.get(0).completeExceptionally(new EventStreamException("refused"));
        written(1);

        assertThat(outcomes).containsExactly("a failed: refused", "b written");
    }

    @Test
    void anEventWithoutANameIsRefusedAndTheChannelContinues() {
        List<Throwable> reasons = new ArrayList<>();
        subscriber.onNext(Message.of("text", () -> CompletableFuture.completedStage(null), reason -> {
            reasons.add(reason);
            return CompletableFuture.completedStage(null);
        }));

        assertThat(reasons).singleElement().asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("nothing names the event. Annotate its class with @EventType, set the.key");
        assertThat(requested).isEqualTo(3);
        assertThat(cancelled).isFalse();
    }

    @Test
    void anAcknowledgementThatFailsDoesNotEndTheChannel() {
        subscriber.onNext(Message.of(OutgoingEvent.builder("a").build(),
                () -> CompletableFuture.failedStage(new IllegalStateException("gone"))));
        written(0);
        send("b");
        written(1);

        assertThat(outcomes).containsExactly("b written");
        assertThat(cancelled).isFalse();
    }

    @Test
    void aChannelThatStopsAsksForNothingMore() {
        send("a");
        channel.stop();
        written(0);

        assertThat(cancelled).isTrue();
        assertThat(requested).isEqualTo(2);
        assertThat(outcomes).containsExactly("a written");
    }
}
