package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class SeekTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    private void send(String topic, int partition, int from, int to) {
        IntStream.range(from, to).forEach(i -> kafka.send(topic, partition, "k", RawKafka.envelope("e", partition + ":" + i)));
    }

    private static void join(CompletionStage<Void> stage) {
        stage.toCompletableFuture().join();
    }

    @Test
    void aSeekBackRedeliversAndTheNewPositionIsCommitted() {
        String topic = kafka.newTopic(2);
        String group = "g-" + topic;
        Received received = new Received();
        Subscription subscription = events.newSubscription("back").topic(topic).group(group).offset(Offset.EARLIEST)
                .handler(received).register();
        send(topic, 0, 0, 4);
        send(topic, 1, 0, 2);
        received.awaitCount(6);

        // The stage completes when the position is committed, before any later offset can be.
        subscription.pause();
        join(subscription.seek(Offset.at(1)));
        assertThat(kafka.committed(group, topic, 0)).isEqualTo(1);
        assertThat(kafka.committed(group, topic, 1)).isEqualTo(1);

        subscription.resume();
        received.awaitCount(10);
        assertThat(received.ids().subList(6, 10)).containsExactlyInAnyOrder("0:1", "0:2", "0:3", "1:1");
        await().until(() -> Long.valueOf(4).equals(kafka.committed(group, topic, 0)));
    }

    @Test
    void aSeekForwardSkipsTheEventsInBetween() {
        String topic = kafka.newTopic(1);
        String group = "g-" + topic;
        List<String> calls = new CopyOnWriteArrayList<>();
        Subscription subscription = events.newSubscription("forward").topic(topic).group(group).offset(Offset.EARLIEST)
                .handler(event -> {
                    calls.add(event.id());
                    if (event.id().equals("0:0")) {
                        throw new IllegalStateException("never");
                    }
                }).register();
        send(topic, 0, 0, 3);
        await().until(() -> calls.size() > 1);

        join(subscription.seek(Offset.LATEST));
        send(topic, 0, 3, 4);

        await().until(() -> calls.contains("0:3"));
        assertThat(calls).doesNotContain("0:1", "0:2");
        await().until(() -> Long.valueOf(4).equals(kafka.committed(group, topic, 0)));
    }

    @Test
    void aSinglePartitionCanBeMoved() {
        String topic = kafka.newTopic(2);
        Received received = new Received();
        Subscription subscription = events.newSubscription("single").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(received).register();
        send(topic, 0, 0, 2);
        send(topic, 1, 0, 2);
        received.awaitCount(4);

        join(subscription.seek(1, Offset.EARLIEST));

        received.awaitCount(6);
        assertThat(received.ids().subList(4, 6)).containsExactly("1:0", "1:1");
        assertThatThrownBy(() -> join(subscription.seek(7, Offset.EARLIEST))).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("partition 7")
                .hasMessageContaining("[0, 1]");
    }

    @Test
    void aSeekBeforeThereIsAnAssignmentWaitsForIt() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        send(topic, 0, 0, 5);

        Subscription subscription = events.newSubscription("soon").topic(topic).group("g-" + topic).handler(received)
                .register();
        join(subscription.seek(Offset.at(3)));

        assertThat(received.awaitCount(2).ids()).containsExactly("0:3", "0:4");
    }

    @Test
    void aRunningInvocationEndsFirstAndNoLongerCounts() throws Exception {
        String topic = kafka.newTopic(1);
        String group = "g-" + topic;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> calls = new CopyOnWriteArrayList<>();
        Subscription subscription = events.newSubscription("running").topic(topic).group(group).offset(Offset.EARLIEST)
                .handler(event -> {
                    calls.add(event.id());
                    if (event.id().equals("0:2") && calls.size() == 3) {
                        begun.countDown();
                        release.await();
                    }
                }).register();
        send(topic, 0, 0, 4);
        begun.await();

        join(subscription.seek(Offset.EARLIEST));
        assertThat(kafka.committed(group, topic, 0)).isZero();
        assertThat(calls).as("one at a time").hasSize(3);
        release.countDown();

        await().until(() -> calls.size() == 7);
        assertThat(calls).containsExactly("0:0", "0:1", "0:2", "0:0", "0:1", "0:2", "0:3");
    }

    @Test
    void otherListenersOfTheGroupMoveToo() {
        String topic = kafka.newTopic(1);
        Received one = new Received();
        Received other = new Received();
        Subscription subscription = events.newSubscription("one").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(one).register();
        events.newSubscription("other").topic(topic).group("g-" + topic).handler(other).register();
        send(topic, 0, 0, 2);
        one.awaitCount(2);
        other.awaitCount(2);

        join(subscription.seek(Offset.EARLIEST));

        assertThat(one.awaitCount(4).ids()).containsExactly("0:0", "0:1", "0:0", "0:1");
        assertThat(other.awaitCount(4).ids()).containsExactly("0:0", "0:1", "0:0", "0:1");
    }

    @Test
    void aListenerWithoutAGroupCanSeek() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        Subscription subscription = events.newSubscription("alone").topic(topic).group(OnEvent.NO_GROUP)
                .offset(Offset.EARLIEST).handler(received).register();
        send(topic, 0, 0, 2);
        received.awaitCount(2);

        join(subscription.seek(Offset.at(1)));

        assertThat(received.awaitCount(3).ids()).containsExactly("0:0", "0:1", "0:1");
    }

    @Test
    void aSeekThatComesTooLateFails() {
        String topic = kafka.newTopic(1);
        Subscription subscription = events.newSubscription("late").topic(topic).group("g-" + topic).handler(new Received())
                .register();
        join(subscription.cancel());

        CompletableFuture<Void> seek = subscription.seek(Offset.EARLIEST).toCompletableFuture();

        assertThat(seek).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("\"late\" is cancelled");
    }

    @Test
    void aDependentOfASeekMaySeekAgainAndWait() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        Subscription subscription = events.newSubscription("nested").topic(topic).group("g-" + topic)
                .offset(Offset.EARLIEST).handler(received).register();
        send(topic, 0, 0, 1);
        received.awaitCount(1);

        CompletableFuture<Void> both = subscription.seek(Offset.EARLIEST)
                .thenRun(() -> join(subscription.seek(Offset.EARLIEST))).toCompletableFuture();

        assertThat(both).succeedsWithin(Duration.ofSeconds(20));
        send(topic, 0, 1, 2);
        await().until(() -> received.ids().contains("0:1"));
    }

    @Test
    void aCancelledSubscriptionMovesNoOther() {
        String topic = kafka.newTopic(1);
        Received stays = new Received();
        Subscription gone = events.newSubscription("gone").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(new Received()).register();
        events.newSubscription("stays").topic(topic).group("g-" + topic).handler(stays).register();
        send(topic, 0, 0, 1);
        stays.awaitCount(1);
        join(gone.cancel());

        CompletableFuture<Void> seek = gone.seek(Offset.EARLIEST).toCompletableFuture();

        assertThat(seek).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("\"gone\" is cancelled");
        send(topic, 0, 1, 2);
        assertThat(stays.awaitCount(2).ids()).containsExactly("0:0", "0:1");
    }
}
