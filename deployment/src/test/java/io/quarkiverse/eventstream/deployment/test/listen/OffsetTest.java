package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.deployment.test.Warnings;
import io.quarkus.test.QuarkusUnitTest;

class OffsetTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Warnings.class))
            // The same as with Kafka's ten seconds, but faster.
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.metadata.max.age.ms", "500")
            .overrideConfigKey("quarkus.eventstream.early.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.early.offset", "earliest");

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("early")
    EventStream early;

    @Inject
    RawKafka kafka;

    @Test
    void earliestBeginsWithTheOldestEvent() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 3);

        assertThat(subscribe(topic, "earliest", Offset.EARLIEST).awaitCount(3).ids()).containsExactly("0", "1", "2");
    }

    @Test
    void aStreamHasADefaultOffsetForItsListeners() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 3);
        Received received = new Received();

        early.newSubscription("unsaid").topic(topic).group("g-" + topic).handler(received).register();

        assertThat(received.awaitCount(3).ids()).containsExactly("0", "1", "2");
    }

    @Test
    void latestBeginsAtTheEndAndCommitsThatAtOnceSoThatAStopBeforeTheFirstEventLosesNothing() throws Exception {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 3);
        Received none = new Received();
        Subscription first = events.newSubscription("latest").topic(topic).group("g-" + topic).handler(none).register();
        await().until(() -> Long.valueOf(3).equals(kafka.committed("g-" + topic, topic, 0)));
        first.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "meanwhile"));

        assertThat(subscribe(topic, "again", Offset.LATEST).awaitCount(1).ids()).containsExactly("meanwhile");
        assertThat(none.events()).isEmpty();
    }

    @Test
    void anAbsoluteOffsetBeginsThere() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 5);

        assertThat(subscribe(topic, "absolute", Offset.at(3)).awaitCount(2).ids()).containsExactly("3", "4");
    }

    @Test
    void anAbsoluteOffsetBeyondTheEndBeginsAtTheEnd() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 2);
        Received received = subscribe(topic, "beyond", Offset.at(1000));
        await().until(() -> Long.valueOf(2).equals(kafka.committed("g-" + topic, topic, 0)));

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "next"));

        assertThat(received.awaitCount(1).ids()).containsExactly("next");
    }

    @Test
    void anInstantBeginsWithTheFirstEventFromThenOn() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 2);
        Instant then = Instant.now();
        await().until(() -> Instant.now().toEpochMilli() > then.toEpochMilli() + 1);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "new"));

        assertThat(subscribe(topic, "instant", Offset.from(then.plusMillis(1))).awaitCount(1).ids()).containsExactly("new");
    }

    @Test
    void aGroupThatHasCommittedResumesThereWithAnyOffset() throws Exception {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 2);
        Received first = new Received();
        Subscription subscription = events.newSubscription("committed").topic(topic).group("g-" + topic)
                .offset(Offset.EARLIEST).handler(first).register();
        first.awaitCount(2);
        subscription.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "new"));

        assertThat(subscribe(topic, "goesOn", Offset.EARLIEST).awaitCount(1).ids()).containsExactly("new");
    }

    @Test
    void aGroupThatBeganBeforeItsTopicWasThereGetsItsFirstEvents() {
        String topic = "late" + System.nanoTime();
        try (Warnings warnings = Warnings.record()) {
            Received received = subscribe(topic, "early", Offset.LATEST);
            await().until(() -> warnings.haveOne(topic, "does not exist; waiting for it"));
            events.publishAndAwait(OutgoingEvent.builder("e").topic(topic).namespace("n").id("first").build());

            assertThat(received.awaitCount(1).ids()).containsExactly("first");
        }
    }

    @Test
    void aPartitionThatWasAddedWhileNoMemberRanBeginsAtItsStart() throws Exception {
        String topic = kafka.newTopic(1);
        Received first = subscribe(topic, "before", Offset.LATEST);
        await().until(() -> Long.valueOf(0).equals(kafka.committed("g-" + topic, topic, 0)));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "old"));
        first.awaitCount(1);
        events.subscription("before").orElseThrow().cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.growTopic(topic, 2);
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "new"));

        assertThat(subscribe(topic, "after", Offset.LATEST).awaitCount(1).ids()).containsExactly("new");
    }

    @Test
    void anUncommittedPartitionOfACommittedGroupBeginsAtItsStart() {
        String topic = kafka.newTopic(3);
        IntStream.range(0, 3).forEach(partition -> kafka.send(topic, partition, "k", RawKafka.envelope("e", "p" + partition)));
        // Like another client's member that has settled records of one partition.
        kafka.commit("g-" + topic, topic, 1, 1);
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "next"));

        assertThat(subscribe(topic, "moved", Offset.LATEST).awaitCount(3).ids()).containsExactlyInAnyOrder("p0", "next", "p2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "3", "2999-01-01T00:00:00Z"})
    void anAddedPartitionBeginsAtItsStartWithAnyOffset(String offset) {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 3);
        Received received = subscribe(topic, "grown-" + offset, Offset.parse(offset));
        await().until(() -> Long.valueOf(3).equals(kafka.committed("g-" + topic, topic, 0)));

        kafka.growTopic(topic, 2);
        kafka.sendMany(topic, 1, "e", 5);

        assertThat(received.awaitCount(5).ids()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void aPartitionThatIsAddedBeginsAtItsStartWithoutAGroupToo() throws Exception {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        events.newSubscription("growing").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.at(3)).handler(received).register()
                .seek(Offset.EARLIEST).toCompletableFuture().get(60, TimeUnit.SECONDS);

        kafka.growTopic(topic, 2);
        kafka.sendMany(topic, 1, "e", 5);

        assertThat(received.awaitCount(5).ids()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void membersThatStartTogetherAgreeOnThePositionInAllPartitions() {
        String topic = kafka.newTopic(6);
        IntStream.range(0, 6).forEach(partition -> kafka.sendMany(topic, partition, "e", partition));
        subscribe(topic, "one", Offset.LATEST);
        early.newSubscription("other").topic(topic).group("g-" + topic).offset(Offset.LATEST).handler(new Received())
                .register();

        await().untilAsserted(() -> assertThat(IntStream.range(0, 6).mapToObj(
                partition -> kafka.committed("g-" + topic, topic, partition))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L));
    }

    private Received subscribe(String topic, String id, Offset offset) {
        Received received = new Received();
        events.newSubscription(id).topic(topic).group("g-" + topic).offset(offset).handler(received).register();
        return received;
    }
}
