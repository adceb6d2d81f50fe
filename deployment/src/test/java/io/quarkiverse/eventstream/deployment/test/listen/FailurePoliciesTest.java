package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class FailurePoliciesTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Annotated.class))
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.delivery.max-backoff", "0.05S")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "3")
            .overrideConfigKey("quarkus.eventstream.delivery.exception.\"java.io.IOException\".failure-policy", "skip")
            .overrideConfigKey("quarkus.eventstream.listener.letters.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.poison.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.poison.dead-letter-topic", "sickbay")
            .overrideConfigKey("quarkus.eventstream.listener.skipping.failure-policy", "skip")
            .overrideConfigKey("quarkus.eventstream.listener.skipping.attempts", "2")
            .overrideConfigKey("quarkus.eventstream.listener.stopping.failure-policy", "stop")
            .overrideConfigKey("quarkus.eventstream.listener.stopping.exception.\"java.io.FileNotFoundException\".attempts",
                    "1");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void cancel() {
        events.subscriptions().stream().filter(subscription -> !subscription.id().contains("#"))
                .forEach(subscription -> subscription.cancel().toCompletableFuture().join());
        calls.clear();
    }

    private EventHandler failingFor(String id, Exception failure) {
        return event -> {
            calls.add(event.id() + "/" + event.attempt());
            if (event.id().equals(id)) {
                throw failure;
            }
        };
    }

    /** A listener that its failure policy stops. */
    private Subscription stopping(String topic, EventHandler handler) {
        return events.newSubscription("stopping").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(handler)
                .register();
    }

    private void awaitCommitted(String topic, long offset) {
        await().until(() -> Long.valueOf(offset).equals(kafka.committed("g-" + topic, topic, 0)));
    }

    @Test
    void anEventThatFailsTooOftenIsDeadLetteredToATopicLikeItsOwn() {
        String topic = kafka.newTopic(3);
        events.newSubscription("letters").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(failingFor("bad", new IllegalStateException("no such customer"))).register();

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "bad"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "good"));

        awaitCommitted(topic, 2);
        assertThat(calls).containsExactly("bad/1", "bad/2", "bad/3", "good/1");
        List<ConsumerRecord<String, String>> letters = kafka.read(topic + ".dlq", 3);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).key()).isEqualTo("k");
        assertThat(letters.get(0).value()).isEqualTo(RawKafka.envelope("e", "bad"));
        assertThat(header(letters.get(0), "message")).isEqualTo("no such customer");
        assertThat(header(letters.get(0), "topic")).isEqualTo(topic);
        assertThat(header(letters.get(0), "attempts")).isEqualTo("3");
        assertThat(kafka.partitions(topic + ".dlq")).isEqualTo(3);
    }

    @Test
    void anUndecodableRecordIsDeadLetteredWithoutAnInvocation() {
        String topic = kafka.newTopic(1);
        events.newSubscription("poison").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(failingFor("", null)).register();

        kafka.send(topic, 0, null, "{\"name\":");

        awaitCommitted(topic, 1);
        assertThat(calls).isEmpty();
        assertThat(kafka.read("sickbay", 1)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("{\"name\":");
            assertThat(letter.key()).isNull();
            assertThat(header(letter, "reason")).isEqualTo("unreadable");
        });
    }

    @Test
    void aListenerWithThePolicySkipSkipsEventsThatFailTooOften() {
        String topic = kafka.newTopic(1);
        events.newSubscription("skipping").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(failingFor("bad", new IllegalStateException("never"))).register();

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "bad"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "good"));

        awaitCommitted(topic, 2);
        assertThat(calls).containsExactly("bad/1", "bad/2", "good/1");
    }

    @Test
    void aStoppedListenerLeavesTheEventUncommittedUntilItIsResumed() {
        String topic = kafka.newTopic(1);
        Subscription subscription = stopping(topic, failingFor("bad", new IllegalStateException("out of paper")));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "good"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "bad"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "after"));

        await().until(subscription::isStopped);
        awaitCommitted(topic, 1);
        assertThat(subscription.isPaused()).isFalse();
        assertThat(calls).containsExactly("good/1", "bad/1", "bad/2", "bad/3");

        subscription.resume();
        await().until(() -> calls.size() == 5 && subscription.isStopped());
        assertThat(calls).endsWith("bad/4");
    }

    @Test
    void anEventThatHasStoppedAListenerIsSkippedOnRequestAndTheNextOneIsDelivered() {
        String topic = kafka.newTopic(1);
        Subscription subscription = stopping(topic, failingFor("bad", new IllegalStateException("out of paper")));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "bad"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "after"));
        await().until(subscription::isStopped);

        assertThat(subscription.skip(0, 1, "joe")).as("it waits for the one before").isFalse();
        assertThat(subscription.skip(1, 0, "joe")).as("there is no such partition").isFalse();
        assertThatThrownBy(() -> subscription.skip(0, 0, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(subscription.skip(0, 0, "joe: the printer is gone")).isTrue();

        awaitCommitted(topic, 1);
        subscription.resume();
        awaitCommitted(topic, 2);
        assertThat(calls).containsExactly("bad/1", "bad/2", "bad/3", "after/1");
    }

    @Test
    void rulesOfTheStreamForAnExceptionAndOfTheListenerForASubclassBothApply() {
        String topic = kafka.newTopic(1);
        Subscription subscription = stopping(topic, failingFor("gone", new FileNotFoundException("gone")));

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "gone"));

        await().until(subscription::isStopped);
        assertThat(calls).as("the listener's policy, and its attempts for the class").containsExactly("gone/1");
    }

    @Test
    void anExceptionOfTheStreamsRulesIsSkipped() {
        String topic = kafka.newTopic(1);
        events.newSubscription("other").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(failingFor("gone", new FileNotFoundException("gone"))).register();

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "gone"));

        awaitCommitted(topic, 1);
        assertThat(calls).hasSize(3);
    }

    static class Annotated {

        static final String TOPIC = "annotated-ordering";
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @OnEvent(topic = TOPIC, offset = "earliest", ordering = Ordering.KEY)
        void sideBySide(IncomingEvent event) throws InterruptedException {
            BOTH.countDown();
            if (!BOTH.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The other key was not called meanwhile");
            }
        }
    }

    @Test
    void theAnnotationChoosesTheOrdering() throws InterruptedException {
        Map.of("a", "1", "b", "2").forEach((key, id) -> kafka.send(Annotated.TOPIC, 0, key, RawKafka.envelope("e", id)));

        assertThat(Annotated.BOTH.await(60, TimeUnit.SECONDS)).isTrue();
        await().until(() -> Long.valueOf(2).equals(kafka.committed(
                events.subscriptions().get(0).group(), Annotated.TOPIC, 0)));
    }

    @Test
    void aDefinitionChoosesTheOrdering() throws InterruptedException {
        String topic = kafka.newTopic(1);
        CountDownLatch both = new CountDownLatch(2);
        events.newSubscription("defined").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .ordering(Ordering.UNORDERED).handler(event -> {
                    both.countDown();
                    both.await();
                }).register();

        kafka.send(topic, 0, "k", RawKafka.envelope("e", "1"));
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "2"));

        assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        return new String(letter.headers().lastHeader("eventstream.dead-letter." + name).value(), StandardCharsets.UTF_8);
    }
}
