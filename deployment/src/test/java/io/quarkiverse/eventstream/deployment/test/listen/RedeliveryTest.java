package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.core.type.TypeReference;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class RedeliveryTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.02S")
            .overrideConfigKey("quarkus.eventstream.delivery.max-backoff", "0.1S")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void anEventIsRedeliveredToAListenerThatThrowsBeforeAnyLaterOne() {
        String topic = kafka.newTopic(1);
        List<String> calls = new CopyOnWriteArrayList<>();
        events.newSubscription("again").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(event -> {
            calls.add(event.id() + "/" + event.attempt());
            if (event.id().equals("2") && event.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
        }).register();

        sendAll(topic, 0, "1", "2", "3");

        await().until(() -> calls.contains("3/1"));
        assertThat(calls).containsExactly("1/1", "2/1", "2/2", "2/3", "3/1");
    }

    @Test
    void anErrorIsAFailureLikeAnyOther() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        AtomicBoolean failed = new AtomicBoolean();
        events.newSubscription("error").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(event -> {
            if (failed.compareAndSet(false, true)) {
                throw new NoClassDefFoundError("for a moment");
            }
            received.handle(event);
        }).register();

        sendAll(topic, 0, "1");

        assertThat(received.awaitCount(1).events().get(0).attempt()).isEqualTo(2);
    }

    @Test
    void anExceptionThatCannotEvenBeDescribedIsAFailureLikeAnyOther() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        events.newSubscription("dumb").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(event -> {
            if (event.attempt() < 3) {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new UnsupportedOperationException("no words");
                    }
                };
            }
            received.handle(event);
        }).register();

        sendAll(topic, 0, "1", "2");

        assertThat(received.awaitCount(1).events().get(0).attempt()).isEqualTo(3);
    }

    @Test
    void whileOnePartitionFailsOthersFlowTheMemberStaysAndOnlySettledEventsAreCommitted() {
        String topic = kafka.newTopic(2);
        String group = "g-" + topic;
        AtomicBoolean healed = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        Received received = new Received();
        events.newSubscription("partly").topic(topic).group(group).offset(Offset.EARLIEST).handler(event -> {
            if (event.id().equals("bad") && !healed.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("broken");
            }
            received.handle(event);
        }).register();

        sendAll(topic, 0, "good", "bad", "behind");
        sendAll(topic, 1, "a", "b", "c");

        received.awaitCount(4);
        Set<String> members = kafka.members(group);
        await().until(() -> failures.get() >= 5);
        await().until(() -> Long.valueOf(3).equals(kafka.committed(group, topic, 1)));
        assertThat(received.ids()).containsExactlyInAnyOrder("good", "a", "b", "c");
        assertThat(kafka.committed(group, topic, 0)).as("what is not done is not committed").isEqualTo(1);
        assertThat(kafka.members(group)).as("no rebalance").isEqualTo(members);

        healed.set(true);
        assertThat(received.awaitCount(6).ids()).endsWith("bad", "behind");
        await().until(() -> Long.valueOf(3).equals(kafka.committed(group, topic, 0)));
        assertThat(kafka.members(group)).isEqualTo(members);
    }

    @Test
    void anEventIsNotRedeliveredToAListenerThatSucceededWhenAnotherFails() {
        String topic = kafka.newTopic(1);
        Received well = new Received();
        AtomicInteger attempts = new AtomicInteger();
        Received ill = new Received();
        events.newSubscription("well").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(well).register();
        events.newSubscription("ill").topic(topic).group("g-" + topic).handler(event -> {
            if (attempts.incrementAndGet() < 4) {
                throw new IllegalStateException("not yet");
            }
            ill.handle(event);
        }).register();

        sendAll(topic, 0, "1");

        ill.awaitCount(1);
        assertThat(attempts).hasValue(4);
        assertThat(well.ids()).containsExactly("1");
    }

    @Test
    void severalListenersThatEachFailEvery25thEventGetAllEventsInTheEnd() {
        String topic = kafka.newTopic(3);
        int count = 150;
        List<Received> all = new ArrayList<>();
        for (int listener = 0; listener < 4; listener++) {
            Received received = new Received();
            all.add(received);
            Set<String> failed = ConcurrentHashMap.newKeySet();
            AtomicInteger calls = new AtomicInteger();
            events.newSubscription("l" + listener).topic(topic).group("g" + listener % 2 + "-" + topic)
                    .offset(Offset.EARLIEST).handler(event -> {
                        if (calls.incrementAndGet() % 25 == 0 && failed.add(event.id())) {
                            throw new IllegalStateException("every 25th");
                        }
                        received.handle(event);
                    }).register();
        }

        IntStream.range(0, count).forEach(i -> kafka.send(topic, i % 3, "k", RawKafka.envelope("e", "" + i)));

        for (Received received : all) {
            received.awaitCount(count);
            assertThat(received.ids()).hasSize(count).doesNotHaveDuplicates();
            for (int partition = 0; partition < 3; partition++) {
                int wanted = partition;
                assertThat(received.events().stream().filter(event -> event.record().partition() == wanted)
                        .map(event -> event.record().offset())).isSorted();
            }
        }
    }

    @Test
    void aHundredBrokenRecordsBetweenGoodOnesNeitherStopNorReachAListener() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        events.newSubscription("poison").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(received)
                .register();
        List<byte[]> broken = new ArrayList<>();
        broken.add(null);
        for (String text : List.of("", "null", "[]", "{", "{\"name\":", "{\"name\":7}", "\"text\"", "{\"id\":\"x\"} trailing",
                "{\"name\":\"e\",\"version\":\"one\"}", "{\"name\":\"e\",\"payload\":[1]}", "\u0000\u0001",
                "{\"name\":\"e\",}")) {
            broken.add(text.getBytes(StandardCharsets.UTF_8));
        }
        broken.add("{\"name\":\"e\"}".getBytes(StandardCharsets.UTF_16LE));
        broken.add(new byte[]{'{', '"', 'n', '"', ':', '"', (byte) 0xE9, '"', '}'});

        for (int i = 0; i < 100; i++) {
            kafka.send(topic, 0, "k", broken.get(i % broken.size()));
            if (i % 10 == 0) {
                kafka.send(topic, 0, "k", RawKafka.envelope("e", "good" + i));
            }
        }
        kafka.send(topic, 0, null, RawKafka.envelope("e", "last"));

        received.awaitCount(11);
        assertThat(received.ids()).hasSize(11).allMatch(id -> id.startsWith("good") || id.equals("last"));
        await().until(() -> Long.valueOf(111).equals(kafka.committed("g-" + topic, topic, 0)));
    }

    @Test
    void anEventWhosePayloadDoesNotFitIsSkippedByThatListenerOnly() {
        String topic = kafka.newTopic(1);
        List<Map<String, Integer>> numbers = new CopyOnWriteArrayList<>();
        Received all = new Received();
        events.newSubscription("numbers").topic(topic).group("g-" + topic).offset(Offset.EARLIEST)
                .handler(event -> numbers.add(event.payload(Numbers.TYPE))).register();
        events.newSubscription("anything").topic(topic).group("g-" + topic).handler(all).register();

        kafka.send(topic, 0, "k", "{\"id\":\"1\",\"name\":\"e\",\"namespace\":\"n\",\"payload\":{\"n\":\"many\"}}");
        kafka.send(topic, 0, "k", "{\"id\":\"2\",\"name\":\"e\",\"namespace\":\"n\",\"payload\":{\"n\":2}}");

        assertThat(all.awaitCount(2).ids()).containsExactly("1", "2");
        await().until(() -> !numbers.isEmpty());
        assertThat(numbers).containsExactly(Map.of("n", 2));
    }

    interface Numbers {
        Type TYPE = new TypeReference<Map<String, Integer>>() {}.getType();
    }

    @Test
    void aSlowListenerDelaysNoOtherAndStaysInTheGroup() throws InterruptedException {
        String topic = kafka.newTopic(2);
        CountDownLatch release = new CountDownLatch(1);
        Received received = new Received();
        events.newSubscription("slow").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(event -> {
            if (event.id().equals("slow")) {
                release.await();
            }
            received.handle(event);
        }).register();

        sendAll(topic, 0, "slow", "after");
        sendAll(topic, 1, "a", "b");

        assertThat(received.awaitCount(2).ids()).containsExactly("a", "b");
        release.countDown();
        assertThat(received.awaitCount(4).ids()).containsExactly("a", "b", "slow", "after");
    }

    @Test
    void manyMoreRecordsThanAreBufferedArriveInOrder() {
        String topic = kafka.newTopic(1);
        int count = 3000;
        Received received = new Received();
        kafka.sendMany(topic, 0, "e", count);
        events.newSubscription("many").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(received).register();

        received.awaitCount(count);
        assertThat(received.events().stream().map(event -> event.record().offset()))
                .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(Long::valueOf).toList());
        await().until(() -> Long.valueOf(count).equals(kafka.committed("g-" + topic, topic, 0)));
    }

    private void sendAll(String topic, int partition, String... ids) {
        for (String id : ids) {
            kafka.send(topic, partition, "k", RawKafka.envelope("e", id));
        }
    }
}
