package io.quarkiverse.eventstream.deployment.test.channels;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Context;

class IncomingChannelTest {

    private static final String[] CHANNELS = {"events", "payloads", "generics", "both", "messages", "failing", "letters",
            "unreadable", "manual", "blocking", "nonblocking", "created", "cancelled", "stream", "orders", "shared-by-two",
            "parallel"};

    @RegisterExtension
    static final QuarkusUnitTest TEST = channels()
            .withApplicationRoot(
                    root -> root.addClasses(Patience.class, RawKafka.class, Listener.class, Order.class, Box.class))
            .overrideConfigKey("mp.messaging.connector.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.delivery.drain-timeout", "0.2S")
            .overrideConfigKey("quarkus.eventstream.listener.\"channel.letters\".failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.\"channel.letters\".attempts", "2")
            .overrideConfigKey("quarkus.eventstream.listener.\"channel.unreadable\".failure-policy", "dead-letter")
            .overrideConfigKey("mp.messaging.incoming.created.topic", topic("shared"))
            .overrideConfigKey("mp.messaging.incoming.created.name", "created")
            .overrideConfigKey("mp.messaging.incoming.created.group", topic("group"))
            .overrideConfigKey("mp.messaging.incoming.cancelled.topic", topic("shared"))
            .overrideConfigKey("mp.messaging.incoming.cancelled.name", "cancelled")
            .overrideConfigKey("mp.messaging.incoming.cancelled.group", topic("group"))
            .overrideConfigKey("mp.messaging.incoming.shared-by-two.broadcast", "true")
            .overrideConfigKey("mp.messaging.incoming.parallel.ordering", "unordered")
            .overrideConfigKey("mp.messaging.incoming.stream.group", topic("stream-group"))
            .overrideConfigKey("mp.messaging.incoming.stream.ordering", "unordered")
            // So that an abandoned invocation would count as a failure.
            .overrideConfigKey("quarkus.eventstream.listener.\"channel.stream\".failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.\"channel.stream\".attempts", "1");

    private static QuarkusUnitTest channels() {
        QuarkusUnitTest test = new QuarkusUnitTest();
        for (String name : CHANNELS) {
            test.overrideConfigKey("mp.messaging.incoming." + name + ".connector", "eventstream")
                    .overrideConfigKey("mp.messaging.incoming." + name + ".topic", topic(name));
        }
        return test;
    }

    private static String topic(String name) {
        return "incoming-channel." + name;
    }

    public record Order(String id, int amount) {}

    public record Box<T>(List<T> content) {}

    @Singleton
    static class Listener {

        final List<Object> events = new CopyOnWriteArrayList<>();
        final List<Object> payloads = new CopyOnWriteArrayList<>();
        final List<Object> generics = new CopyOnWriteArrayList<>();
        final List<String> both = new CopyOnWriteArrayList<>();
        final List<String> messages = new CopyOnWriteArrayList<>();
        final List<String> failing = new CopyOnWriteArrayList<>();
        final List<String> letters = new CopyOnWriteArrayList<>();
        final List<Object> unreadable = new CopyOnWriteArrayList<>();
        final List<Message<IncomingEvent>> manual = new CopyOnWriteArrayList<>();
        final List<Boolean> contexts = new CopyOnWriteArrayList<>();
        final List<String> created = new CopyOnWriteArrayList<>();
        final CyclicBarrier bothRunning = new CyclicBarrier(2);
        final List<String> parallel = new CopyOnWriteArrayList<>();
        final List<String> broadcast = new CopyOnWriteArrayList<>();
        final List<String> cancelled = new CopyOnWriteArrayList<>();

        void createTopics(@Observes StartupEvent start, RawKafka kafka) {
            List.of(CHANNELS).forEach(name -> kafka.newTopic(topic(name), 1));
            kafka.newTopic(topic("shared"), 1);
        }

        @Incoming("events")
        void event(IncomingEvent event) {
            events.add(event);
        }

        @Incoming("payloads")
        void payload(Order order) {
            payloads.add(order);
        }

        @Incoming("generics")
        void generic(Box<Order> box) {
            generics.add(box);
        }

        @Incoming("both")
        void both(Order order, IncomingEvent event) {
            both.add(order.id() + " in " + event.name() + " " + event.id());
        }

        @Incoming("messages")
        CompletionStage<Void> message(Message<Order> message) {
            messages.add(message.getPayload().id() + " in " + message.getMetadata(IncomingEvent.class).orElseThrow().id());
            return message.ack();
        }

        @Incoming("failing")
        void failing(IncomingEvent event) {
            failing.add(event.id() + "/" + event.attempt());
            if (event.id().equals("0") && event.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
        }

        @Incoming("letters")
        CompletionStage<Void> letter(Message<IncomingEvent> message) {
            letters.add(message.getPayload().id());
            return message.getPayload().id().equals("0")
                    ? message.nack(new IllegalArgumentException("never"))
                    : message.ack();
        }

        @Incoming("unreadable")
        void unreadable(Order order) {
            unreadable.add(order);
        }

        @Incoming("manual")
        @Acknowledgment(Acknowledgment.Strategy.MANUAL)
        CompletionStage<Void> manual(Message<IncomingEvent> message) {
            manual.add(message);
            return Multi.createFrom().<Void>empty().toUni().subscribeAsCompletionStage();
        }

        @Incoming("blocking")
        @Blocking
        void blocking(IncomingEvent event) {
            contexts.add(!Context.isOnEventLoopThread() && VertxContext.isOnDuplicatedContext());
        }

        @Incoming("nonblocking")
        @NonBlocking
        void nonblocking(IncomingEvent event) {
            contexts.add(Context.isOnEventLoopThread() && VertxContext.isOnDuplicatedContext());
        }

        @Incoming("created")
        void created(IncomingEvent event) {
            created.add(event.name());
        }

        @Incoming("parallel")
        @io.smallrye.reactive.messaging.annotations.Blocking(ordered = false)
        void parallel(IncomingEvent event) throws Exception {
            bothRunning.await(60, TimeUnit.SECONDS);
            parallel.add(event.id());
        }

        @Incoming("shared-by-two")
        void one(IncomingEvent event) {
            broadcast.add("one " + event.id());
        }

        @Incoming("shared-by-two")
        void two(IncomingEvent event) {
            broadcast.add("two " + event.id());
        }

        @Incoming("cancelled")
        void cancelled(IncomingEvent event) {
            cancelled.add(event.name());
        }
    }

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Inject
    Listener listener;

    @Channel("stream")
    Multi<Message<IncomingEvent>> stream;

    @Channel("orders")
    Multi<Order> orders;

    private void publish(String channel, String id, Object payload) {
        events.publishAndAwait(
                OutgoingEvent.builder("created").id(id).topic(topic(channel)).namespace("shop").payload(payload).build());
    }

    @Test
    void aMethodTakesTheEvent() {
        publish("events", "0", Map.of("id", "o-1"));

        await().untilAsserted(() -> assertThat(listener.events).singleElement().isInstanceOfSatisfying(IncomingEvent.class,
                event -> assertThat(event.payloadAsMap()).isEqualTo(Map.of("id", "o-1"))));
    }

    @Test
    void aMethodTakesThePayload() {
        publish("payloads", "0", new Order("o-1", 3));

        await().untilAsserted(() -> assertThat(listener.payloads).containsExactly(new Order("o-1", 3)));
    }

    @Test
    void aMethodTakesAPayloadWithTypeArguments() {
        publish("generics", "0", new Box<>(List.of(new Order("o-1", 3))));

        await().untilAsserted(() -> assertThat(listener.generics).containsExactly(new Box<>(List.of(new Order("o-1", 3)))));
    }

    @Test
    void aMethodTakesThePayloadAndTheEvent() {
        publish("both", "0", new Order("o-1", 3));

        await().untilAsserted(() -> assertThat(listener.both).containsExactly("o-1 in created 0"));
    }

    @Test
    void aMessageHasTheEventInItsMetadata() {
        publish("messages", "0", new Order("o-1", 3));

        await().untilAsserted(() -> assertThat(listener.messages).containsExactly("o-1 in 0"));
    }

    @Test
    void aMessageThatFailedIsRedeliveredBeforeTheNext() {
        publish("failing", "0", null);
        publish("failing", "1", null);

        await().untilAsserted(() -> assertThat(listener.failing).containsExactly("0/1", "0/2", "0/3", "1/1"));
    }

    @Test
    void theFailurePolicyOfTheBusAppliesToAMessageThatIsNotAcknowledged() {
        publish("letters", "0", null);
        publish("letters", "1", null);

        await().untilAsserted(() -> assertThat(listener.letters).containsExactly("0", "0", "1"));
        ConsumerRecord<String, String> letter = await().until(() -> kafka.read(topic("letters") + ".dlq", 1),
                records -> !records.isEmpty()).get(0);
        assertThat(letter.headers().lastHeader("eventstream.dead-letter.listener").value()).asString()
                .isEqualTo("channel.letters");
        assertThat(letter.headers().lastHeader("eventstream.dead-letter.message").value()).asString()
                .isEqualTo("never");
    }

    @Test
    void anUndecodableOrMissingPayloadIsDeadLetteredAtOnce() {
        publish("unreadable", "0", Map.of("amount", "many"));
        publish("unreadable", "1", null);
        publish("unreadable", "2", new Order("o-1", 3));

        await().untilAsserted(() -> assertThat(listener.unreadable).containsExactly(new Order("o-1", 3)));
        assertThat(kafka.read(topic("unreadable") + ".dlq", 1)).hasSize(2)
                .allSatisfy(letter -> assertThat(letter.headers().lastHeader("eventstream.dead-letter.attempts").value())
                        .asString().isEqualTo("1"));
    }

    @Test
    void nothingIsCommittedBeforeItIsAcknowledged() {
        publish("manual", "0", null);
        publish("manual", "1", null);
        await().until(() -> listener.manual.size() == 1);
        assertThat(kafka.committed("quarkus-eventstream-deployment", topic("manual"), 0)).isNotEqualTo(1);

        listener.manual.get(0).ack().toCompletableFuture().join();

        await().until(() -> listener.manual.size() == 2);
        await().until(() -> Long.valueOf(1)
                .equals(kafka.committed("quarkus-eventstream-deployment", topic("manual"), 0)));
        listener.manual.get(1).ack();
    }

    @Test
    void eachMessageHasAContextAndBlockingWorks() {
        publish("blocking", "0", null);
        publish("nonblocking", "0", null);

        await().untilAsserted(() -> assertThat(listener.contexts).containsExactly(true, true));
    }

    @Test
    void channelsOfOneTopicAndGroupShareAConsumer() {
        for (String name : List.of("cancelled", "created", "other")) {
            events.publishAndAwait(OutgoingEvent.builder(name).topic(topic("shared")).namespace("shop").build());
        }

        await().until(() -> listener.created.size() == 1 && listener.cancelled.size() == 1);
        assertThat(listener.created).containsExactly("created");
        assertThat(listener.cancelled).containsExactly("cancelled");
        assertThat(kafka.members(topic("group"))).hasSize(1);
        assertThat(events.subscription("channel.created")).map(Subscription::name).contains("created");
    }

    @Test
    void aBroadcastReachesAllMethods() {
        publish("shared-by-two", "0", null);

        await().untilAsserted(() -> assertThat(listener.broadcast).containsExactlyInAnyOrder("one 0", "two 0"));
    }

    @Test
    void withoutOrderMessagesOfOnePartitionAreHandledConcurrently() {
        publish("parallel", "0", null);
        publish("parallel", "1", null);

        await().untilAsserted(() -> assertThat(listener.parallel).containsExactlyInAnyOrder("0", "1"));
    }

    @Test
    void noMoreIsEmittedThanRequestedAndTheNextSubscriberGetsTheRest() {
        AssertSubscriber<Message<IncomingEvent>> subscriber = subscribe(2);
        for (int i = 0; i < 5; i++) {
            publish("stream", Integer.toString(i), null);
        }
        subscriber.awaitItems(2);
        subscriber.request(1).awaitItems(3).assertNotTerminated();
        assertThat(subscribe(1).awaitFailure().getFailure()).hasMessage("The channel stream has a subscriber already. For"
                + " several, set mp.messaging.incoming.stream.broadcast = true");
        subscriber.getItems().get(0).ack();
        subscriber.cancel();

        AssertSubscriber<Message<IncomingEvent>> next = subscribe(10).awaitItems(4);
        next.getItems().forEach(Message::ack);
        next.cancel();
    }

    private AssertSubscriber<Message<IncomingEvent>> subscribe(long requested) {
        return stream.subscribe().withSubscriber(AssertSubscriber.create(requested));
    }

    @Test
    void anInjectedStreamHasThePayloads() {
        publish("orders", "0", new Order("o-1", 3));

        assertThat(orders.select().first(1).collect().asList().await().indefinitely()).containsExactly(new Order("o-1", 3));
    }
}
