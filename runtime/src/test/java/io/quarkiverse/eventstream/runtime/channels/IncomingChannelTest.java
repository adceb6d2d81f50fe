package io.quarkiverse.eventstream.runtime.channels;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.channels.FakeStream.Registered;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

class IncomingChannelTest {

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal root = (ContextInternal) vertx.getOrCreateContext();
    private final FakeStream stream = new FakeStream();
    private final List<ChannelSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final EventCodec codec = new EventCodec(new ObjectMapper());

    private final IncomingChannel channel = channel(false);

    private IncomingChannel channel(boolean broadcast) {
        return new IncomingChannel(
                new IncomingAttributes("orders", "t", Set.of(), new Class<?>[0], "", null, "", Ordering.UNORDERED, "",
                        broadcast, "the.key"),
                () -> stream,
                new IncomingChannel.Registrar() {
                    @Override
                    public void register(ChannelSubscription subscription) {
                        subscriptions.add(subscription);
                        subscription.register();
                    }

                    @Override
                    public CompletionStage<Void> end(ChannelSubscription subscription) {
                        return subscription.end(Duration.ofMillis(1), vertx);
                    }
                });
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private AssertSubscriber<Message<?>> subscribe(long requested) {
        return channel.messages().subscribe().withSubscriber(AssertSubscriber.create(requested));
    }

    /** Invokes the listener on an event loop, always the same, in a context of its own. */
    private CompletableFuture<?> invoke(Registered listener, int id) {
        CompletableFuture<CompletableFuture<?>> invocation = new CompletableFuture<>();
        root.duplicate().runOnContext(ignored -> invocation.complete(listener.invoke(event(id))));
        return invocation.join();
    }

    private IncomingEvent event(int id) {
        byte[] value = ("{\"id\":\"" + id + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8);
        return new ReceivedEvent(new ConsumerRecord<>("t", 0, id, null, value), codec.decode(value), "t", codec, false);
    }

    private static List<String> ids(AssertSubscriber<Message<?>> subscriber) {
        return subscriber.getItems().stream().map(message -> ((IncomingEvent) message.getPayload()).id()).toList();
    }

    @Test
    void anInvocationWaitsUntilItIsRequestedAndEndsWhenItIsAcknowledged() {
        AssertSubscriber<Message<?>> subscriber = subscribe(1);
        List<CompletableFuture<?>> invocations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            invocations.add(invoke(stream.registered.get(0), i));
        }
        subscriber.awaitItems(1);
        assertThat(ids(subscriber)).containsExactly("0");

        subscriber.request(1).awaitItems(2);
        assertThat(ids(subscriber)).containsExactly("0", "1");
        assertThat(invocations).noneMatch(CompletableFuture::isDone);

        subscriber.getItems().get(1).ack();
        subscriber.getItems().get(0).nack(new IllegalStateException("no"));
        assertThat(invocations.get(1)).isCompleted();
        assertThat(invocations.get(0)).isCompletedExceptionally();
        assertThat(invocations.get(2)).isNotDone();
    }

    @Test
    void eachMessageComesInItsOwnContextAndNoTwoAtOnce() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(100);
        channel.messages().subscribe().with(message -> {
            if (atOnce.incrementAndGet() > 1) {
                wrong.add("two at once");
            }
            if (message.getMetadata(LocalContextMetadata.class).orElseThrow().context() != Vertx.currentContext()) {
                wrong.add("another context");
            }
            atOnce.decrementAndGet();
            all.countDown();
        });
        for (int i = 0; i < 100; i++) {
            int id = i;
            ((ContextInternal) vertx.getOrCreateContext()).duplicate()
                    .runOnContext(ignored -> stream.registered.get(0).invoke(event(id)));
        }

        all.await();
        assertThat(wrong).isEmpty();
    }

    @Test
    void anInvocationThatWasNotRequestedIsAbandonedWhenTheServiceStops() {
        AssertSubscriber<Message<?>> subscriber = subscribe(1);
        CompletableFuture<?> emitted = invoke(stream.registered.get(0), 0);
        subscriber.awaitItems(1);
        CompletableFuture<?> waiting = invoke(stream.registered.get(0), 1);

        subscriptions.get(0).abandonWaiting();

        assertThat(waiting).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(AbandonedInvocation.class);
        assertThat(emitted).isNotDone();
        subscriber.getItems().get(0).ack();
        assertThat(emitted).isCompleted();
    }

    @Test
    void whenTheSubscriberIsGoneTheListenerIsCancelledFirstAndEveryInvocationEnds() {
        AssertSubscriber<Message<?>> subscriber = subscribe(1);
        Registered listener = stream.registered.get(0);
        CompletableFuture<?> emitted = invoke(listener, 0);
        subscriber.awaitItems(1);
        CompletableFuture<Boolean> cancelledBefore = new CompletableFuture<>();
        invoke(listener, 1).whenComplete((nothing, failure) -> cancelledBefore.complete(listener.isCancelled()));

        subscriber.cancel();

        assertThat(cancelledBefore).isCompletedWithValue(true);
        await().until(emitted::isDone);
        assertThat(invoke(listener, 2)).as("it was on its way").isCompletedExceptionally();
    }

    @Test
    void anotherSubscriberMayComeWhenTheListenerOfTheFirstHasEnded() {
        AssertSubscriber<Message<?>> first = subscribe(1);
        assertThat(subscribe(1).awaitFailure().getFailure()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The channel orders has a subscriber already. For several, set the.key = true");
        first.cancel();

        AssertSubscriber<Message<?>> second = subscribe(1);
        assertThat(stream.registered).hasSize(1);
        stream.registered.get(0).ended.complete(null);

        assertThat(stream.registered).hasSize(2);
        invoke(stream.registered.get(1), 7);
        assertThat(ids(second.awaitItems(1))).containsExactly("7");
    }

    @Test
    void aSubscriberThatGivesUpWaitingDoesNotLetTheNextInBeforeTheListenerOfTheFirstHasEnded() {
        subscribe(1).cancel();
        subscribe(1).cancel();

        AssertSubscriber<Message<?>> third = subscribe(1);
        assertThat(stream.registered).hasSize(1);
        stream.registered.get(0).ended.complete(null);

        assertThat(stream.registered).hasSize(2);
        third.assertNotTerminated();
        assertThat(subscriptions).as("nothing is kept of the second").hasSize(2);
    }

    @Test
    void theListenerOfABroadcastIsCancelledWhenTheLastSubscriberIsGoneAndRegisteredAgainForTheNext() {
        Multi<Message<?>> messages = channel(true).messages();
        AssertSubscriber<Message<?>> one = messages.subscribe().withSubscriber(AssertSubscriber.create(1));
        AssertSubscriber<Message<?>> two = messages.subscribe().withSubscriber(AssertSubscriber.create(1));
        Registered listener = stream.registered.get(0);
        listener.ended.complete(null);
        CompletableFuture<?> invocation = invoke(listener, 0);
        one.awaitItems(1).cancel();
        two.awaitItems(1);
        assertThat(listener.isCancelled()).isFalse();

        two.cancel();

        assertThat(listener.isCancelled()).isTrue();
        await().until(invocation::isDone);
        AssertSubscriber<Message<?>> next = messages.subscribe().withSubscriber(AssertSubscriber.create(1));
        assertThat(stream.registered).hasSize(2);
        invoke(stream.registered.get(1), 7);
        assertThat(ids(next.awaitItems(1))).containsExactly("7");
    }
}
