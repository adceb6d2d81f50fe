package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.SkipReplays;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class ReplayTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Annotated.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @AfterEach
    void cancel() {
        events.subscriptions().stream().filter(subscription -> !subscription.id().contains("#"))
                .forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private void send(String topic, int partition, int from, int to) {
        IntStream.range(from, to).forEach(i -> kafka.send(topic, partition, "k", RawKafka.envelope("e", partition + ":" + i)));
    }

    private static void awaitEnd(Replay replay) {
        assertThat(replay.completion().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    /** Starts a listener that has got all events, which the group has committed. */
    private Received hasHad(String id, String topic, int partitions, int each) {
        Received received = new Received();
        events.newSubscription(id).topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(received).register();
        IntStream.range(0, partitions).forEach(partition -> send(topic, partition, 0, each));
        received.awaitCount(partitions * each);
        await().until(() -> IntStream.range(0, partitions)
                .allMatch(partition -> Long.valueOf(each).equals(kafka.committed("g-" + topic, topic, partition))));
        return received;
    }

    @Test
    void everythingBetweenTwoOffsetsIsReplayedInOrderAndThePositionOfTheGroupStays() {
        String topic = kafka.newTopic(2);
        Received received = hasHad("between", topic, 2, 5);
        Set<String> members = kafka.members("g-" + topic);

        awaitEnd(events.newReplay(topic).group("g-" + topic).from(Offset.at(1)).to(Offset.at(3)).start());

        List<IncomingEvent> again = received.events().subList(10, received.events().size());
        assertThat(again).extracting(IncomingEvent::id).containsExactlyInAnyOrder("0:1", "0:2", "1:1", "1:2");
        assertThat(again.stream().filter(event -> event.record().partition() == 0).map(IncomingEvent::id))
                .containsExactly("0:1", "0:2");
        assertThat(again).allMatch(IncomingEvent::isReplay);
        assertThat(received.events().subList(0, 10)).noneMatch(IncomingEvent::isReplay);
        assertThat(kafka.committed("g-" + topic, topic, 0)).isEqualTo(5);
        assertThat(kafka.members("g-" + topic)).isEqualTo(members);
    }

    @Test
    void withoutBoundsItCoversTheWholeTopicAtItsStart() {
        String topic = kafka.newTopic(1);
        Received received = hasHad("all", topic, 1, 3);

        Replay replay = events.newReplay(topic).group("g-" + topic).start();
        assertThat(replay.topic()).isEqualTo(topic);
        awaitEnd(replay);
        send(topic, 0, 3, 4);

        received.awaitCount(7);
        assertThat(received.events().stream().filter(IncomingEvent::isReplay).map(IncomingEvent::id))
                .containsExactly("0:0", "0:1", "0:2");
    }

    @Test
    void itsBoundsMayBeInstants() {
        String topic = kafka.newTopic(1);
        Received received = hasHad("instants", topic, 1, 2);
        Instant from = afterNow();
        send(topic, 0, 2, 4);
        Instant to = afterNow();
        send(topic, 0, 4, 6);
        received.awaitCount(6);

        awaitEnd(events.newReplay(topic).group("g-" + topic).from(Offset.from(from)).to(Offset.from(to)).start());

        assertThat(received.events().stream().filter(IncomingEvent::isReplay).map(IncomingEvent::id))
                .containsExactly("0:2", "0:3");
    }

    /** An instant after all records so far, and before all later ones. */
    private static Instant afterNow() {
        Instant instant = Instant.now().plusMillis(2);
        await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(instant));
        return instant;
    }

    @Test
    void anEmptySectionEndsAtOnce() {
        String topic = kafka.newTopic(2);
        Received received = hasHad("empty", topic, 1, 2);

        awaitEnd(events.newReplay(topic).group("g-" + topic).from(Offset.LATEST).start());

        assertThat(received.ids()).hasSize(2);
    }

    @Test
    void itEndsWhenTheListenerHasSucceededWithTheLastEvent() {
        String topic = kafka.newTopic(1);
        hasHad("well", topic, 1, 2);
        List<String> calls = new CopyOnWriteArrayList<>();
        events.newSubscription("ill").topic(topic).group("g-" + topic).handler(event -> {
            calls.add(event.id() + "/" + event.attempt());
            if (event.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
        }).register();

        awaitEnd(events.newReplay(topic).group("g-" + topic).listeners("ill").start());

        assertThat(calls).containsExactly("0:0/1", "0:0/2", "0:0/3", "0:1/1", "0:1/2", "0:1/3");
    }

    static class Annotated {

        static final String TOPIC = "replay-annotated";
        static final Received REPLAYED = new Received();
        static final Received MAILED = new Received();

        @OnEvent(topic = TOPIC, offset = "earliest")
        void replayed(IncomingEvent event) {
            REPLAYED.handle(event);
        }

        @OnEvent(topic = TOPIC)
        @SkipReplays
        void mailed(IncomingEvent event) {
            MAILED.handle(event);
        }
    }

    @Test
    void aListenerCanOptOut() {
        send(Annotated.TOPIC, 0, 0, 2);
        Annotated.REPLAYED.awaitCount(2);
        Annotated.MAILED.awaitCount(2);

        awaitEnd(events.newReplay(Annotated.TOPIC).start());

        assertThat(Annotated.REPLAYED.ids()).hasSize(4);
        assertThat(Annotated.MAILED.ids()).hasSize(2);
    }

    @Test
    void aListenerThatIsRegisteredAtRunTimeCanOptOutToo() {
        String topic = kafka.newTopic(1);
        Received mailed = new Received();
        Received received = hasHad("in", topic, 1, 2);
        events.newSubscription("out").topic(topic).group("g-" + topic).skipReplays().handler(mailed).register();

        awaitEnd(events.newReplay(topic).group("g-" + topic).start());

        assertThat(received.ids()).hasSize(4);
        assertThat(mailed.events()).isEmpty();
        assertThatThrownBy(() -> events.newReplay(topic).group("g-" + topic).listeners("out", "nobody").start())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[nobody, out]").hasMessageContaining("[in");
    }

    @Test
    void aReplayWithoutListenersIsAnError() {
        assertThatThrownBy(() -> events.newReplay("nobody").start()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The topic nobody has no listener");
    }

    @Test
    void aReplayCanBeCancelled() throws Exception {
        String topic = kafka.newTopic(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> replayed = new CopyOnWriteArrayList<>();
        Received live = hasHad("live", topic, 1, 3);
        events.newSubscription("held").topic(topic).group("g-" + topic).handler(event -> {
            replayed.add(event.id());
            begun.countDown();
            release.await();
        }).register();

        Replay replay = events.newReplay(topic).group("g-" + topic).listeners("held").start();
        begun.await();
        CompletableFuture<Void> cancelled = replay.cancel().toCompletableFuture();
        release.countDown();

        assertThat(cancelled).succeedsWithin(Duration.ofSeconds(20));
        assertThatThrownBy(() -> replay.completion().toCompletableFuture().join())
                .hasCauseInstanceOf(CancellationException.class).hasMessageContaining("stopped before its end");
        assertThat(replayed).containsExactly("0:0");
        assertThat(live.ids()).hasSize(3);
    }

    @Test
    void pausingAListenerPausesItsReplay() {
        String topic = kafka.newTopic(1);
        Received received = hasHad("paused", topic, 1, 2);
        Subscription subscription = events.subscription("paused").orElseThrow();
        subscription.pause();

        Replay replay = events.newReplay(topic).group("g-" + topic).start();
        subscription.resume();

        awaitEnd(replay);
        assertThat(received.ids()).hasSize(4);
    }
}
