package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** Pause, seek, replay, cancel and close. */
abstract class ControlConformance extends DeliveryTests {

    ControlConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    private static void awaitEnd(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aPausedListenerGetsNothingUntilItIsResumedAndMissesNothing() {
        createTopic(1);
        EventStream service = service();
        Received paused = new Received();
        Received other = new Received();
        Subscription subscription = listener(service, "paused").handler(paused).register();
        listener(service, "other").group("other-" + group).handler(other).register();
        write(0, "a");
        paused.awaitIds("a");

        subscription.pause();
        write(0, "b", "c");
        other.awaitIds("a", "b", "c");
        assertThat(paused.ids()).containsExactly("a");
        subscription.resume();

        paused.awaitIds("a", "b", "c");
    }

    @Test
    void aSeekBackDeliversAgain() throws Exception {
        createTopic(1);
        write(0, "a", "b", "c");
        Received received = new Received();
        Subscription subscription = listener(service(), "listener").handler(received).register();
        received.awaitIds("a", "b", "c");

        awaitEnd(subscription.seek(Offset.at(1)));

        received.awaitIds("a", "b", "c", "b", "c");
    }

    @Test
    void aSeekOfOnePartitionLeavesTheOthersAndIsRemembered() throws Exception {
        createTopic(2);
        write(0, "a");
        write(1, "b", "c");
        StandaloneStream first = open();
        Received received = new Received();
        Subscription subscription = listener(first.events(), "listener").handler(received).register();
        received.awaitIdsInAnyOrder("a", "b", "c");
        subscription.pause();

        awaitEnd(subscription.seek(1, Offset.at(1)));
        first.close();
        Received next = new Received();
        listener(service(), "listener").handler(next).register();

        next.awaitIds("c");
    }

    @Test
    void aReplayDeliversASectionAndKeepsThePositionOfTheGroup() throws Exception {
        createTopic(1);
        write(0, "a", "b", "c", "d");
        EventStream service = service();
        Received received = new Received();
        listener(service, "listener").handler(received).register();
        received.awaitIds("a", "b", "c", "d");

        awaitEnd(service.newReplay(topic).group(group).from(Offset.at(1)).to(Offset.at(3)).start().completion());
        write(0, "e");

        received.awaitIds("a", "b", "c", "d", "b", "c", "e");
        assertThat(received.events()).extracting(IncomingEvent::isReplay).containsExactly(false, false, false, false, true,
                true, false);
    }

    @Test
    void cancellingWaitsForTheRunningInvocationAndCommitsIt() throws Exception {
        createTopic(1);
        write(0, "a", "b");
        EventStream service = service();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Received received = new Received(event -> released.join());
        Subscription subscription = listener(service, "listener").handler(received).register();
        received.awaitIds("a");

        CompletableFuture<Void> cancelled = subscription.cancel().toCompletableFuture();
        assertThat(cancelled).isNotDone();
        released.complete(null);
        awaitEnd(cancelled);
        Received next = new Received();
        listener(service, "next").handler(next).register();

        next.awaitIds("b");
        assertThat(received.ids()).containsExactly("a");
    }

    @Test
    void closingWaitsForTheRunningInvocationAndCommitsIt() {
        createTopic(1);
        write(0, "a", "b");
        StandaloneStream first = open("delivery.drain-timeout", "30s");
        CompletableFuture<Void> released = new CompletableFuture<>();
        Received received = new Received(event -> released.join());
        listener(first.events(), "listener").handler(received).register();
        received.awaitIds("a");

        CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
        assertThat(closed).isNotDone();
        released.complete(null);
        closed.join();
        write(0, "c");
        Received next = new Received();
        listener(service(), "listener").handler(next).register();

        await().untilAsserted(() -> assertThat(next.ids()).endsWith("c"));
        // "b" may or may not have been dispatched before the close, but it is delivered once.
        assertThat(Stream.of(received, next).flatMap(instance -> instance.ids().stream())).containsExactly("a", "b", "c");
    }
}
