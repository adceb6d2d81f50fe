package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;

class OrderingTest {

    private Deliveries deliveries = new Deliveries();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        deliveries.close();
    }

    /** Begins an invocation, and ends it when the test says so. */
    private ListenerInvoker heldInvoker() {
        return event -> {
            CompletableFuture<Void> invocation = new CompletableFuture<>();
            open.put(event.id(), invocation);
            begun.add(event.id());
            return invocation;
        };
    }

    private void end(String id) {
        await().until(() -> open.containsKey(id));
        open.remove(id).complete(null);
    }

    @Test
    void byPartitionOneEventAtATimeIsDelivered() {
        deliveries.listen("id", "", DEFAULT, heldInvoker());

        deliveries.offer(0, "a", "b", "c");
        end("0");
        end("1");
        end("2");

        await().until(() -> deliveries.partition().committable() == 3);
        assertThat(begun).containsExactly("0", "1", "2");
    }

    @Test
    void byKeyEventsOfDifferentKeysRunSideBySideAndThoseOfOneKeyInOrder() {
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.KEY), heldInvoker());

        deliveries.offer(0, "a", "a", "b", "c", "b");
        await().until(() -> begun.size() == 3);
        assertThat(begun).containsExactlyInAnyOrder("0", "2", "3");

        end("2");
        await().until(() -> begun.size() == 4);
        assertThat(begun).endsWith("4");
        assertThat(deliveries.partition().committable()).isZero();
        end("4");
        end("3");
        end("0");
        await().until(() -> deliveries.partition().committable() == 1);
        end("1");
        await().until(() -> deliveries.partition().committable() == 5);
    }

    @Test
    void keysAreComparedByTheirBytes() {
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.KEY), heldInvoker());

        // The same character, composed and decomposed; and an empty key.
        deliveries.offer(0, "\u00e9", "e\u0301", "\u00e9", "", "");
        await().until(() -> begun.size() == 3);

        assertThat(begun).containsExactlyInAnyOrder("0", "1", "3");
    }

    @Test
    void anEventWithoutAKeyIsInOrderWithNoOther() {
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.KEY), heldInvoker());

        deliveries.offer(0, null, null, "");
        await().until(() -> begun.size() == 3);
    }

    @Test
    void unorderedEventsRunSideBySide() {
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.UNORDERED), heldInvoker());

        deliveries.offer(0, "a", "a", "a");
        await().until(() -> begun.size() == 3);
        end("2");
        end("1");
        end("0");

        await().until(() -> deliveries.partition().committable() == 3);
    }

    @Test
    void aKeyThatFailsHoldsUpNoOther() {
        AtomicBoolean healed = new AtomicBoolean();
        deliveries.listen(DEFAULT.ordering(Ordering.KEY), event -> {
            if (event.key().equals("bad") && !healed.get()) {
                throw new IllegalStateException("not yet");
            }
            begun.add(event.id());
        });

        deliveries.offer(0, "bad", "good", "bad", "good");
        await().until(() -> begun.size() == 2);
        assertThat(begun).containsExactly("1", "3");
        assertThat(deliveries.partition().committable()).isZero();

        healed.set(true);
        await().until(() -> deliveries.partition().committable() == 4);
        assertThat(begun).containsExactly("1", "3", "0", "2");
    }

    @Test
    void allListenersOfAGroupGetEventsInTheSameOrder() {
        deliveries.listen("slow", "", DEFAULT, heldInvoker());
        List<String> others = new CopyOnWriteArrayList<>();
        deliveries.listen("quick", "", DEFAULT, Deliveries.blocking(event -> others.add(event.id())));

        deliveries.offer(0, "a", "b");

        await().until(() -> others.size() == 1 && begun.size() == 1);
        assertThat(deliveries.partition().committable()).as("all listeners must be through").isZero();
        end("0");
        await().until(() -> begun.size() == 2);
        end("1");
        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(begun).containsExactly("0", "1");
        assertThat(others).containsExactly("0", "1");
    }

    @Test
    void whileOneListenerFailsForAnEventNoOtherGetsTheNext() {
        AtomicBoolean healed = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        deliveries.listen("ill", "", DEFAULT, Deliveries.blocking(event -> {
            if (!healed.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("not yet");
            }
        }));
        deliveries.listen("well", "", DEFAULT, Deliveries.blocking(event -> begun.add(event.id())));

        deliveries.offer(0, "a", "b");
        await().until(() -> failures.get() >= 5);
        assertThat(begun).containsExactly("0");

        healed.set(true);
        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(begun).as("not invoked again for the first").containsExactly("0", "1");
    }

    @Test
    void theInvocationsOfAListenerAreBounded() {
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.UNORDERED).maxConcurrency(3), heldInvoker());

        deliveries.offer(0, "a", "b", "c", "d", "e");
        await().until(() -> begun.size() == 3);
        assertThat(deliveries.partition().runningEvents()).hasSize(3);
        end(begun.get(1));
        await().until(() -> begun.size() == 4);
        assertThat(deliveries.partition().runningEvents()).hasSize(3);
    }

    @Test
    void theInvocationsOfTheServiceAreBoundedAndEachListenerGetsItsTurn() {
        deliveries.close();
        deliveries = new Deliveries(null, 4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        for (String id : List.of("one", "two", "three")) {
            deliveries.listen(id, "", DEFAULT.ordering(Ordering.KEY).maxConcurrency(3), Deliveries.blocking(event -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(500));
                running.decrementAndGet();
                ended.incrementAndGet();
            }));
        }

        for (int from = 0; from < 90; from += 3) {
            deliveries.offer(from, "a" + from % 7, "b" + from % 5, "c" + from % 2);
        }

        await().until(() -> deliveries.partition().committable() == 90);
        assertThat(ended).hasValue(270);
        assertThat(most.get()).isBetween(2, 4);
    }

    @Test
    void aDeliveryThatWaitsForItsNextAttemptHoldsNoPermit() {
        AtomicBoolean healed = new AtomicBoolean();
        deliveries.listen(DEFAULT.ordering(Ordering.KEY).maxConcurrency(1), event -> {
            if (event.key().equals("bad") && !healed.get()) {
                throw new IllegalStateException("not yet");
            }
            begun.add(event.id());
        });

        deliveries.offer(0, "bad", "good", "better");

        await().until(() -> begun.size() == 2);
        healed.set(true);
        await().until(() -> deliveries.partition().committable() == 3);
    }

    /** What holds for any timing: order within each key, one at a time, nothing lost, and the frontier ends at the end. */
    @Test
    void underLoadEachKeyKeepsItsOrderOneAtATime() {
        int count = 5_000;
        int keys = 50;
        Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
        Map<String, List<Long>> seen = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger invocations = new AtomicInteger();
        deliveries.listen(DEFAULT.ordering(Ordering.KEY).failures(DEFAULT.policy(), 3), event -> {
            if (inside.computeIfAbsent(event.key(), key -> new AtomicInteger()).getAndIncrement() > 0) {
                overlaps.incrementAndGet();
            }
            try {
                if (invocations.incrementAndGet() % 97 == 0) {
                    throw new IllegalStateException("now and then");
                }
                seen.computeIfAbsent(event.key(), key -> new CopyOnWriteArrayList<>()).add(event.record().offset());
            } finally {
                inside.get(event.key()).decrementAndGet();
            }
        });
        PartitionDelivery partition = deliveries.partition();

        long offset = 0;
        while (offset < count) {
            if (!partition.requestRoom()) {
                Thread.onSpinWait();
                continue;
            }
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 50 && offset < count; i++) {
                String key = "k" + ThreadLocalRandom.current().nextInt(keys);
                records.add(new ConsumerRecord<>("t", 0, offset, key.getBytes(StandardCharsets.UTF_8),
                        "{\"name\":\"e\"}".getBytes(StandardCharsets.UTF_8)));
                offset++;
            }
            partition.offer(records);
        }

        await().until(() -> partition.committable() == count);
        assertThat(overlaps).hasValue(0);
        assertThat(seen.values().stream().mapToInt(List::size).sum()).isEqualTo(count);
        assertThat(seen.values()).allSatisfy(offsets -> assertThat(offsets).isSorted());
    }
}
