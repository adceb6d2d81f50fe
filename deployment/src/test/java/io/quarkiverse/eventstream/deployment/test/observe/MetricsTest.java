package io.quarkiverse.eventstream.deployment.test.observe;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class MetricsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Registry.class))
            .overrideConfigKey("quarkus.otel.enabled", "false")
            .overrideConfigKey("quarkus.eventstream.prefix", "it")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.\"allow.auto.create.topics\"", "false")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.delivery.max-buffered", "2")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "3")
            .overrideConfigKey("quarkus.eventstream.delivery.exception.\"java.io.IOException\".failure-policy", "skip")
            .overrideConfigKey("quarkus.eventstream.delivery.exception.\"java.net.ConnectException\".failure-policy",
                    "redeliver")
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter");

    static class Registry {

        @Produces
        @Singleton
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Produces
        @Singleton
        MeterFilter faulty() {
            return new MeterFilter() {
                @Override
                public Meter.Id map(Meter.Id id) {
                    if ("unbearable".equals(id.getTag("name"))) {
                        throw new IllegalStateException("This filter rejects that name");
                    }
                    return id;
                }
            };
        }
    }

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Inject
    SimpleMeterRegistry registry;

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    @Test
    void publicationsAreCountedAndTimed() {
        String topic = newTopic(1);

        for (int i = 0; i < 3; i++) {
            events.publishAndAwait(event("published").topic(topic).build());
        }

        assertThat(value("eventstream.published", "topic", "it." + topic, "name", "published", "stream", "default"))
                .isEqualTo(3);
        assertThat(registry.get("eventstream.publish.time").tags("topic", "it." + topic, "name", "published").timer().count())
                .isEqualTo(3);
        await().until(() -> value("eventstream.publish.in.flight") == 0);
        // Until the broker leads a new topic, the producer retries.
        await().untilAsserted(() -> assertThat(value("eventstream.publish.retried"))
                .isEqualTo(registry.find("kafka.producer.record.retry.total").functionCounters().stream()
                        .filter(counter -> counter.getId().getTag("topic") == null).mapToDouble(FunctionCounter::count).sum()));
    }

    @Test
    void failedPublicationsAreCountedWithTheReason() {
        assertThatThrownBy(() -> events.publishAndAwait(event("invalid").topic("").build()))
                .isInstanceOf(InvalidEventException.class);
        String topic = newTopic(1);
        assertThatThrownBy(() -> events.publishAndAwait(event("late").topic(topic).timeout(Duration.ofNanos(1)).build()))
                .isInstanceOf(EventStreamException.class);

        assertThat(value("eventstream.publish.failed", "topic", "it." + topic, "name", "late", "reason", "timeout"))
                .isEqualTo(1);
        assertThat(value("eventstream.publish.failed", "topic", "none", "name", "none", "reason", "invalid")).isEqualTo(1);
        await().until(() -> value("eventstream.publish.in.flight") == 0);
    }

    @Test
    void eachRecordIsCountedOnceUnderItsOutcome() {
        String topic = newTopic(2);
        AtomicInteger calls = new AtomicInteger();
        listen(topic, "bill").name("ok").handler(event -> calls.incrementAndGet()).register();
        listen(topic, "ship").name("broken").handler(event -> {
            calls.incrementAndGet();
            throw new IllegalStateException();
        }).register();
        listen(topic, "mail").name("unwanted").handler(event -> {
            calls.incrementAndGet();
            throw new IOException();
        }).register();
        for (int i = 0; i < 2; i++) {
            kafka.sendMany("it." + topic, i, "ok", 10);
            kafka.sendMany("it." + topic, i, "broken", 1);
            kafka.sendMany("it." + topic, i, "unwanted", 2);
            kafka.sendMany("it." + topic, i, "nobody's", 7);
            kafka.sendManyRaw("it." + topic, i, "{", 1);
        }

        String group = "it.g-" + topic;
        await().untilAsserted(() -> {
            assertThat(value("eventstream.received", "topic", "it." + topic, "group", group)).isEqualTo(42);
            assertThat(value("eventstream.skipped", "topic", "it." + topic, "group", group)).isEqualTo(14);
            assertThat(value("eventstream.undecodable", "topic", "it." + topic, "group", group)).isEqualTo(2);
            assertThat(value("eventstream.delivered", "listener", "bill", "name", "ok", "group", group)).isEqualTo(20);
            assertThat(value("eventstream.failed", "listener", "bill", "name", "ok")).isZero();
            assertThat(value("eventstream.failed", "listener", "ship", "name", "broken")).isEqualTo(6);
            assertThat(value("eventstream.retried", "listener", "ship", "name", "broken")).isEqualTo(4);
            assertThat(value("eventstream.dead.lettered", "listener", "ship", "reason", "failed")).isEqualTo(2);
            assertThat(registry.find("eventstream.dead.lettered").tag("reason", "unreadable").counters()
                    .stream().mapToDouble(counter -> counter.count()).sum()).isEqualTo(2);
            assertThat(value("eventstream.failed", "listener", "mail", "name", "unwanted")).isEqualTo(12);
            assertThat(value("eventstream.discarded", "listener", "mail")).isEqualTo(4);
            assertThat(value("eventstream.lag", "topic", "it." + topic, "group", group)).isZero();
        });
        assertThat(registry.find("eventstream.listener.time").tag("group", group).timers().stream()
                .mapToLong(timer -> timer.count()).sum()).isEqualTo(calls.get()).isEqualTo(38);
    }

    @Test
    void lagAndAgeGrowWhileAListenerHangs() {
        String topic = newTopic(1);
        CountDownLatch hanging = new CountDownLatch(1);
        kafka.sendMany("it." + topic, 0, "e", 10);
        try {
            listen(topic, "hangs").handler(event -> hanging.await()).register();

            await().until(() -> lag(topic) == 10);
            // Buffers are full by now, so that the consumer does not fetch them.
            kafka.sendMany("it." + topic, 0, "e", 5);
            await().until(() -> lag(topic) == 15);
            assertThat(value("eventstream.partition.lag", "topic", "it." + topic, "partition", "0")).isEqualTo(15);
            assertThat(value("eventstream.unfinished.age", "listener", "hangs")).isPositive();
            // By the time of the publication.
            assertThat(value("eventstream.lag.age", "topic", "it." + topic))
                    .isGreaterThan(value("eventstream.unfinished.age", "listener", "hangs"));
        } finally {
            hanging.countDown();
        }

        await().until(() -> lag(topic) == 0);
        await().until(() -> value("eventstream.unfinished.age", "listener", "hangs") == 0);
        await().until(() -> value("eventstream.lag.age", "topic", "it." + topic) == 0);
    }

    @Test
    void anotherInstanceHelpsOnlyWithPartitionsThatNoEventBlocks() {
        String topic = newTopic(3);
        CountDownLatch slow = new CountDownLatch(1);
        kafka.sendMany("it." + topic, 0, "e", 10);
        kafka.sendMany("it." + topic, 1, "e", 7);
        Subscription subscription = listen(topic, "helped").handler(event -> {
            if (event.record().partition() == 0) {
                throw new ConnectException();
            }
            slow.await();
        }).register();
        try {
            await().until(() -> lag(topic) == 17 && value("eventstream.scalable.lag", "topic", "it." + topic) == 7);
            assertThat(value("eventstream.scalable.partitions", "topic", "it." + topic)).isEqualTo(1);
        } finally {
            slow.countDown();
        }

        await().until(() -> value("eventstream.scalable.lag", "topic", "it." + topic) == 0);
        assertThat(value("eventstream.scalable.partitions", "topic", "it." + topic)).isZero();
        subscription.pause();
        kafka.sendMany("it." + topic, 1, "e", 1);
        await().until(() -> lag(topic) == 11);
        await().until(() -> value("eventstream.scalable.lag", "topic", "it." + topic) == 0);
    }

    @Test
    void rebalancesAreCountedAndThePartitionsThatRemainHaveALag() {
        String topic = newTopic(2);
        listen(topic, "rebalanced").handler(event -> {}).register();
        await().until(() -> partitionsWithLag(topic).equals(Set.of("0", "1")));
        double before = value("eventstream.rebalances", "topic", "it." + topic);
        assertThat(before).isPositive();

        try (KafkaConsumer<byte[], byte[]> other = kafka.member("it.g-" + topic)) {
            other.subscribe(List.of("it." + topic));
            await().until(() -> {
                other.poll(Duration.ofMillis(50));
                return partitionsWithLag(topic).size() == 1;
            });
            assertThat(value("eventstream.rebalances", "topic", "it." + topic)).isGreaterThan(before);
        }
        await().until(() -> partitionsWithLag(topic).equals(Set.of("0", "1")));
    }

    private Set<String> partitionsWithLag(String topic) {
        return registry.find("eventstream.partition.lag").tag("topic", "it." + topic).gauges().stream()
                .map(gauge -> gauge.getId().getTag("partition")).collect(Collectors.toSet());
    }

    @Test
    void countersAndTimersExistFromTheStart() {
        String topic = newTopic(1);
        listen(topic, "early").name("e").handler(event -> {}).register();

        for (String counter : List.of("eventstream.delivered", "eventstream.failed", "eventstream.retried")) {
            assertThat(value(counter, "listener", "early", "name", "e")).as(counter).isZero();
        }
        assertThat(registry.get("eventstream.listener.time").tags("listener", "early", "name", "e").timer().count()).isZero();
        assertThat(value("eventstream.discarded", "listener", "early")).isZero();
        assertThat(value("eventstream.dead.lettered", "listener", "early", "reason", "failed")).isZero();
        assertThat(value("eventstream.dead.lettered", "listener", "early", "reason", "unreadable")).isZero();
        assertThat(value("eventstream.publish.failed", "topic", "none", "reason", "invalid")).isNotNegative();
    }

    @Test
    void anInstanceWithoutPartitionsKnowsNeitherLagNorAge() {
        String topic = "metrics-" + UUID.randomUUID();
        listen(topic, "waits").handler(event -> {}).register();

        await().until(() -> isIn("waits", "consuming"));
        assertThat(lag(topic)).isNaN();
        assertThat(value("eventstream.unfinished.age", "listener", "waits")).isNaN();
        assertThat(value("eventstream.partitions", "group", "it.g-" + topic)).isZero();

        kafka.newTopic("it." + topic, 2);
        await().until(() -> value("eventstream.partitions", "group", "it.g-" + topic) == 2);
        await().until(() -> lag(topic) == 0);
        assertThat(value("eventstream.unfinished.age", "listener", "waits")).isZero();
    }

    @Test
    void aListenerIsInOneStateAtATime() {
        String topic = newTopic(1);
        Subscription subscription = listen(topic, "state").handler(event -> {}).register();
        await().until(() -> isIn("state", "consuming"));

        subscription.pause();

        assertThat(isIn("state", "paused")).isTrue();
        assertThat(registry.find("eventstream.listener.state").tag("listener", "state").gauges()).extracting(Gauge::value)
                .containsOnlyOnce(1d).filteredOn(value -> value == 0).hasSize(5);
    }

    private boolean isIn(String listener, String state) {
        return value("eventstream.listener.state", "listener", listener, "state", state) == 1;
    }

    @Test
    void recordsThatAreFetchedAgainAreCountedSeparately() {
        String topic = newTopic(1);
        Received received = new Received();
        kafka.sendMany("it." + topic, 0, "e", 5);
        Subscription subscription = listen(topic, "again and again").handler(received).register();
        received.awaitCount(5);

        subscription.seek(Offset.at(2)).toCompletableFuture().join();
        received.awaitCount(8);

        await().untilAsserted(() -> assertThat(value("eventstream.refetched", "topic", "it." + topic)).isEqualTo(3));
        assertThat(value("eventstream.received", "topic", "it." + topic)).isEqualTo(5);
    }

    @Test
    void theMetersOfAListenerAreRemovedWithIt() {
        String topic = newTopic(1);
        Received received = new Received();
        Subscription first = listen(topic, "one").handler(received).register();
        Subscription other = listen(topic, "other").handler(received).register();
        kafka.sendMany("it." + topic, 0, "e", 1);
        received.awaitCount(2);

        first.cancel().toCompletableFuture().join();
        assertThat(metersWith("listener", "one")).isEmpty();
        assertThat(metersWith("listener", "other")).isNotEmpty();

        other.cancel().toCompletableFuture().join();
        await().until(() -> metersWith("topic", "it." + topic).isEmpty());
    }

    @Test
    void allMetersAreRemovedEvenIfTheLastInvocationFails() throws Exception {
        String topic = newTopic(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Received other = new Received();
        Subscription subscription = listen(topic, "leaving").name("e").handler(event -> {
            begun.countDown();
            go.await();
            throw new IOException();
        }).register();
        listen(topic, "staying").name("next").handler(other).register();
        kafka.sendMany("it." + topic, 0, "e", 1);
        kafka.sendMany("it." + topic, 0, "next", 1);
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> cancelled = subscription.cancel().toCompletableFuture();
        go.countDown();
        cancelled.join();

        // By then, the result of the last invocation has been recorded.
        other.awaitCount(1);
        assertThat(metersWith("listener", "leaving")).isEmpty();
    }

    @Test
    void anExceptionOfAMeterFilterPreventsNeitherPublishingNorListening() {
        String topic = newTopic(1);
        Received received = new Received();
        listen(topic, "bears").handler(received).register();

        for (int i = 0; i < 2; i++) {
            assertThat(events.publishAndAwait(event("unbearable").topic(topic).build()).records()).hasSize(1);
        }

        received.awaitCount(2);
        await().until(() -> value("eventstream.publish.in.flight") == 0);
    }

    @Test
    void lagIsThatOfTheLiveGroupDuringAReplay() {
        String topic = newTopic(1);
        CountDownLatch hold = new CountDownLatch(1);
        Received replayed = new Received();
        listen(topic, "replayed").handler(event -> {
            if (event.isReplay()) {
                replayed.handle(event);
                hold.await();
            }
        }).register();
        kafka.sendMany("it." + topic, 0, "e", 1);
        await()
                .until(() -> lag(topic) >= 0);

        events.newReplay(topic).group("g-" + topic).start();
        try {
            replayed.awaitCount(1);
            assertThat(value("eventstream.received", "group", "replay", "topic", "it." + topic)).isEqualTo(1);
            assertThat(lag(topic)).isNotNegative();
        } finally {
            hold.countDown();
        }
    }

    @Test
    void aListenerThatIsRegisteredAgainAtOnceIsCounted() {
        String topic = newTopic(1);
        listen(topic, "again").handler(event -> {}).register().cancel();
        Received received = new Received();
        await().until(() -> events.subscription("again").isEmpty());
        await().ignoreExceptions().until(() -> listen(topic, "again").handler(received).register() != null);
        kafka.sendMany("it." + topic, 0, "e", 3);

        received.awaitCount(3);
        await().untilAsserted(() -> assertThat(value("eventstream.received", "topic", "it." + topic)).isEqualTo(3));
    }

    @Test
    void kafkasClientsHaveTheirOwnMetrics() {
        String topic = newTopic(1);
        listen(topic, "clients").handler(event -> {}).register();

        await().untilAsserted(() -> {
            assertThat(registry.find("kafka.producer.record.send.total").functionCounter()).isNotNull();
            assertThat(registry.find("kafka.consumer.fetch.manager.records.consumed.total").functionCounter()).isNotNull();
        });
    }

    private String newTopic(int partitions) {
        String topic = "metrics-" + UUID.randomUUID();
        kafka.newTopic("it." + topic, partitions);
        return topic;
    }

    private SubscriptionDefinition listen(String topic, String id) {
        return events.newSubscription(id).topic(topic).group("g-" + topic).offset(Offset.EARLIEST);
    }

    private static OutgoingEvent.Builder event(String name) {
        return OutgoingEvent.builder(name).namespace("n");
    }

    /** Negative while it is unknown. */
    private double lag(String topic) {
        Gauge gauge = registry.find("eventstream.lag").tag("group", "it.g-" + topic).gauge();
        return gauge == null ? -1 : gauge.value();
    }

    private List<Meter> metersWith(String tag, String value) {
        return registry.getMeters().stream().filter(meter -> value.equals(meter.getId().getTag(tag))).toList();
    }

    /** The value of the only meter with this name and these tags. */
    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }
}
