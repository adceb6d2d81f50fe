package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class));

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void cancellingStopsDeliveryAndCommitsSettledEventsAndTheNextListenerResumesThere() throws Exception {
        String topic = kafka.newTopic(1);
        String group = "g-" + topic;
        Received first = new Received();
        Subscription subscription = events.newSubscription("first").topic(topic).group(group).offset(Offset.EARLIEST)
                .handler(first).register();
        kafka.sendMany(topic, 0, "e", 5);
        first.awaitCount(5);

        subscription.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(subscription.isCancelled()).isTrue();
        assertThat(kafka.committed(group, topic, 0)).isEqualTo(5);
        assertThat(kafka.members(group)).as("the consumer has left").isEmpty();
        assertThat(events.subscription("first")).isEmpty();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "after"));

        Received second = new Received();
        events.newSubscription("first").topic(topic).group(group).offset(Offset.EARLIEST).handler(second).register();
        assertThat(second.awaitCount(1).ids()).containsExactly("after");
        assertThat(first.events()).hasSize(5);
    }

    @Test
    void cancellingWaitsForTheRunningInvocation() throws Exception {
        String topic = kafka.newTopic(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Subscription subscription = events.newSubscription("running").topic(topic).group("g-" + topic)
                .offset(Offset.EARLIEST).handler(event -> {
                    running.countDown();
                    release.await();
                }).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        running.await();

        CompletableFuture<Void> cancelled = subscription.cancel().toCompletableFuture();
        assertThat(cancelled).isNotDone();
        release.countDown();
        cancelled.get(60, TimeUnit.SECONDS);

        assertThat(kafka.committed("g-" + topic, topic, 0)).isEqualTo(1);
    }

    @Test
    void anEventThatFailedBeforeItsOnlyListenerWasCancelledIsDeliveredToTheNextOne() throws Exception {
        String topic = kafka.newTopic(1);
        CountDownLatch failed = new CountDownLatch(1);
        Subscription failing = events.newSubscription("failing").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(event -> {
                    failed.countDown();
                    throw new IllegalStateException("never");
                }).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        failed.await();
        failing.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);

        Received next = new Received();
        events.newSubscription("next").topic(topic).group("g-" + topic).handler(next).register();
        assertThat(next.awaitCount(1).ids()).containsExactly("1");
    }

    @Test
    void aListenerCanCancelItself() throws Exception {
        String topic = kafka.newTopic(1);
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        events.newSubscription("self").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(event -> events.subscription("self").orElseThrow().cancel()
                        .whenComplete((nothing, error) -> cancelled.complete(null)))
                .register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));

        cancelled.get(60, TimeUnit.SECONDS);
        assertThat(kafka.committed("g-" + topic, topic, 0)).isEqualTo(1);
    }

    @Test
    void oneOfTwoListenersOfAGroupCanBeCancelled() throws Exception {
        String topic = kafka.newTopic(1);
        Received goes = new Received();
        Received stays = new Received();
        Subscription going = events.newSubscription("goes").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(goes).register();
        events.newSubscription("stays").topic(topic).group("g-" + topic).handler(stays).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        goes.awaitCount(1);
        stays.awaitCount(1);

        going.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "2"));

        assertThat(stays.awaitCount(2).ids()).containsExactly("1", "2");
        assertThat(goes.ids()).containsExactly("1");
    }

    @Test
    void aPausedListenerGetsNothingUntilItIsResumedAndLosesNothing() {
        String topic = kafka.newTopic(1);
        String group = "g-" + topic;
        Received paused = new Received();
        Received other = new Received();
        Subscription subscription = events.newSubscription("paused").topic(topic).group(group).name("wanted")
                .offset(Offset.EARLIEST).handler(paused).register();
        events.newSubscription("other").topic(topic).group(group).name("else").handler(other).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("wanted", "1"));
        paused.awaitCount(1);

        subscription.pause();
        assertThat(subscription.isPaused()).isTrue();
        kafka.send(topic, 0, "k", RawKafka.envelope("else", "2"));
        kafka.send(topic, 0, "k", RawKafka.envelope("wanted", "3"));
        kafka.send(topic, 0, "k", RawKafka.envelope("else", "4"));
        other.awaitCount(1);
        await().until(() -> Long.valueOf(2).equals(kafka.committed(group, topic, 0)));
        assertThat(paused.ids()).containsExactly("1");
        assertThat(other.ids()).as("the group gets events in order, so later ones wait").containsExactly("2");

        subscription.resume();
        assertThat(paused.awaitCount(2).ids()).containsExactly("1", "3");
        assertThat(other.awaitCount(2).ids()).containsExactly("2", "4");
    }

    @Test
    void listenersOfOneGroupCannotHaveDifferentOrderings() {
        String topic = kafka.newTopic(1);
        events.newSubscription("ordering1").topic(topic).ordering(Ordering.KEY).handler(new Received()).register();

        assertThatThrownBy(() -> events.newSubscription("ordering2").topic(topic).handler(new Received()).register())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ordering2", "PARTITION", "KEY", "use the same ordering, or another group");
    }

    @Test
    void allErrorsOfADefinitionAreReportedAtOnce() {
        assertThatThrownBy(() -> events.newSubscription("wrong").topic("not a topic").name("-x").group("a b").register())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"wrong\"", "topic", "name", "group", "handler");
    }

    @Test
    void anIdCanBeUsedOnceAtATime() {
        String topic = kafka.newTopic(1);
        events.newSubscription("twice").topic(topic).handler(new Received()).register();

        assertThatThrownBy(() -> events.newSubscription("twice").topic(topic).handler(new Received()).register())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("\"twice\"");
    }

    @Test
    void listenersOfOneGroupCannotBeginAtDifferentOffsets() {
        String topic = kafka.newTopic(1);
        events.newSubscription("begin1").topic(topic).offset(Offset.EARLIEST).handler(new Received()).register();

        assertThatThrownBy(() -> events.newSubscription("begin2").topic(topic).offset(Offset.LATEST)
                .handler(new Received()).register())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("begin2", "latest", "earliest");
        assertThat(events.subscription("begin2")).isEmpty();
    }
}
