package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class ReplayEndsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.max-buffered", "10")
            // So that most of the topic is not fetched yet when it is deleted.
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.max.partition.fetch.bytes", "1000")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.max.poll.records", "10");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private static void failsWith(Replay replay, String reason) {
        assertThat(replay.completion().toCompletableFuture()).failsWithin(LONG)
                .withThrowableOfType(ExecutionException.class).withMessageContaining(reason);
        assertThat(replay.cancel().toCompletableFuture()).succeedsWithin(LONG);
    }

    @Test
    void aReplayOfATopicThatDoesNotExistFails() {
        String topic = "missing-" + UUID.randomUUID();
        events.newSubscription("missing").topic(topic).group("g-" + topic).handler(new Received()).register();

        Replay replay = events.newReplay(topic).group("g-" + topic).start();

        failsWith(replay, "can't be replayed: it does not exist");
    }

    @Test
    void aReplayWhoseTopicIsDeletedFails() {
        String topic = kafka.newTopic(1);
        Semaphore permits = new Semaphore(0);
        Received received = new Received();
        events.newSubscription("replayed").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.LATEST).handler(event -> {
            if (event.isReplay()) {
                received.handle(event);
                permits.acquire();
            }
        }).register();
        for (int i = 0; i < 100; i++) {
            kafka.send(topic, 0, "k", RawKafka.envelope("e", Integer.toString(i)));
        }
        Replay replay = events.newReplay(topic).group(OnEvent.NO_GROUP).start();
        received.awaitCount(1);

        kafka.deleteTopic(topic);
        await().until(() -> !kafka.topics().contains(topic));
        permits.release(1000);

        failsWith(replay, "was deleted while it was replayed");
    }
}
