package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class MembershipTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.delivery.max-backoff", "0.02S")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.max.poll.interval.ms", "3000")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.heartbeat.interval.ms", "500")
            .overrideConfigKey("quarkus.eventstream.second.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.second.kafka.consumer.heartbeat.interval.ms", "500")
            .overrideConfigKey("quarkus.eventstream.modern.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.modern.kafka.consumer.group.protocol", "consumer")
            .overrideConfigKey("quarkus.eventstream.patient.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.static.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.static.kafka.consumer.group.instance.id", "pod-1");

    @Inject
    EventStream first;

    /** A stream with its own consumers, like a second instance of the service. */
    @Inject
    @EventStreamName("second")
    EventStream second;

    @Inject
    @EventStreamName("modern")
    EventStream modern;

    @Inject
    @EventStreamName("static")
    EventStream fixed;

    /** Does not create topics by its requests. */
    @Inject
    @EventStreamName("patient")
    EventStream patient;

    @Inject
    RawKafka kafka;

    @AfterEach
    void cancel() {
        for (EventStream stream : new EventStream[]{first, second, modern, fixed, patient}) {
            stream.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
        }
    }

    @Test
    void aListenerThatBlocksForLongerThanKafkaAllowsBetweenPollsStaysInTheGroup() throws InterruptedException {
        String topic = kafka.newTopic(1);
        String group = "g-" + topic;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Received received = new Received();
        first.newSubscription("blocks").topic(topic).group(group).offset(Offset.EARLIEST).handler(event -> {
            begun.countDown();
            release.await();
            received.handle(event);
        }).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "2"));
        begun.await();
        Set<String> members = kafka.members(group);
        long blockedAt = System.nanoTime();

        try {
            // Twice the interval, while the membership is checked.
            await().atMost(LONG).until(() -> {
                assertThat(kafka.members(group)).isEqualTo(members);
                return System.nanoTime() - blockedAt > Duration.ofMillis(6500).toNanos();
            });
        } finally {
            release.countDown();
        }

        assertThat(received.awaitCount(2).ids()).containsExactly("1", "2");
        await().until(() -> Long.valueOf(2).equals(kafka.committed(group, topic, 0)));
    }

    @Test
    void aListenerThatKeepsFailingDoesNotAffectTheGroup() {
        String topic = kafka.newTopic(2);
        String group = "g-" + topic;
        AtomicInteger failures = new AtomicInteger();
        Received well = new Received();
        for (EventStream instance : List.of(first, second)) {
            instance.newSubscription("instance-" + (instance == first ? 1 : 2)).topic(topic).group(group)
                    .offset(Offset.EARLIEST).handler(event -> {
                        if (event.id().equals("poison")) {
                            failures.incrementAndGet();
                            throw new IllegalStateException("on no machine");
                        }
                        well.handle(event);
                    }).register();
        }
        await().atMost(LONG).until(() -> kafka.members(group).size() == 2);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "poison"));
        await().atMost(LONG).until(() -> failures.get() > 0);
        Set<String> members = kafka.members(group);

        await().atMost(LONG).until(() -> failures.get() > 5);
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "1"));

        assertThat(well.awaitCount(1).ids()).containsExactly("1");
        assertThat(kafka.members(group)).as("no member has left").isEqualTo(members);
    }

    @Test
    void attemptsContinueWhenAPartitionComesBackToTheInstance() {
        String topic = kafka.newTopic(2);
        String group = "g-" + topic;
        List<String> here = new CopyOnWriteArrayList<>();
        List<String> there = new CopyOnWriteArrayList<>();
        first.newSubscription("here").topic(topic).group(group).offset(Offset.EARLIEST).handler(event -> {
            here.add(event.id() + "/" + event.attempt());
            throw new IllegalStateException("on no machine");
        }).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "a"));
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "b"));
        await().atMost(LONG).until(() -> here.contains("a/10") && here.contains("b/10"));

        second.newSubscription("there").topic(topic).group(group).offset(Offset.EARLIEST).handler(event -> {
            there.add(event.id());
            throw new IllegalStateException("on no machine");
        }).register();
        await().atMost(LONG).until(() -> !there.isEmpty());
        String moved = there.get(0);
        int before = here.size();
        second.subscription("there").orElseThrow().cancel().toCompletableFuture().join();

        await().atMost(LONG).until(() -> here.subList(before, here.size()).stream().anyMatch(call -> call.startsWith(moved)));
        assertThat(here.stream().filter(call -> call.startsWith(moved)).toList()).doesNotHaveDuplicates();
    }

    @Test
    void withoutAGroupATopicThatComesLaterIsReadFromItsStart() {
        String topic = "later-" + UUID.randomUUID();
        Received received = new Received();
        patient.newSubscription("patient").topic(topic).group(OnEvent.NO_GROUP).handler(received).register();
        await().during(Duration.ofSeconds(1)).until(() -> received.events().isEmpty());

        kafka.newTopic(topic, 2);
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "first"));

        assertThat(received.awaitCount(1).ids()).containsExactly("first");
    }

    @Test
    void theNewGroupProtocolWorksAsWell() {
        String topic = kafka.newTopic(2);
        String group = "g-" + topic;
        Received received = new Received();
        modern.newSubscription("modern").topic(topic).group(group).offset(Offset.EARLIEST).handler(received).register();

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "2"));

        assertThat(received.awaitCount(2).ids()).containsExactlyInAnyOrder("1", "2");
        await().until(() -> Long.valueOf(1).equals(kafka.committed(group, topic, 0)));
        Subscription subscription = modern.subscription("modern").orElseThrow();
        subscription.seek(0, Offset.EARLIEST).toCompletableFuture().join();
        assertThat(received.awaitCount(3).ids()).endsWith("1");
        subscription.cancel().toCompletableFuture().join();
        assertThat(kafka.members(group)).isEmpty();
    }

    @Test
    void aStaticMemberHasAnIdForEachTopicAndLeavesWhenItIsCancelled() {
        String orders = kafka.newTopic(1);
        String returns = kafka.newTopic(1);
        String group = "g-" + orders;
        Received received = new Received();
        fixed.newSubscription("orders").topic(orders).group(group).offset(Offset.EARLIEST).handler(received).register();
        fixed.newSubscription("returns").topic(returns).group(group).offset(Offset.EARLIEST).handler(received).register();
        kafka.send(orders, 0, "k", RawKafka.envelope("e", "1"));
        kafka.send(returns, 0, "k", RawKafka.envelope("e", "2"));

        assertThat(received.awaitCount(2).ids()).containsExactlyInAnyOrder("1", "2");
        assertThat(kafka.instanceIds(group)).containsExactlyInAnyOrder("pod-1." + orders, "pod-1." + returns);

        fixed.subscription("orders").orElseThrow().cancel().toCompletableFuture().join();
        assertThat(kafka.instanceIds(group)).containsExactly("pod-1." + returns);
    }
}
