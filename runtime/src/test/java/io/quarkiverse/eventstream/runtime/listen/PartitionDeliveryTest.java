package io.quarkiverse.eventstream.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

class PartitionDeliveryTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private BusThreads threads;

    @AfterEach
    void close() {
        pool.shutdownNow();
        threads.close();
    }

    private PartitionDelivery delivery(Executor worker, ListenerCall call, CompletionStage<Void> after) {
        threads = new BusThreads(worker);
        ListenerGroup group = new ListenerGroup("t", "t", "g");
        group.add(new Listener(new ListenerSpec("id", "t", "", "g", null, ""), event -> {
            calls.add(event.id());
            return call.start(event);
        }));
        return new PartitionDelivery(group, new EventCodec(new ObjectMapper()), threads,
                new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1)), 100, () -> {}, 0, after);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>("t", 0, offset, null,
                        ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }

    @Test
    void aFullWorkerPoolDelaysAPartitionAndStopsItNot() {
        AtomicInteger refusals = new AtomicInteger(3);
        PartitionDelivery delivery = delivery(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("full");
            }
            pool.execute(task);
        }, event -> nothing(), nothing());

        delivery.offer(records(0, 3));

        await().until(() -> delivery.committable() == 3);
        assertThat(calls).containsExactly("0", "1", "2");
    }

    @Test
    void anErrorBeforeTheCallIsAFailureLikeAnyOther() {
        AtomicInteger errors = new AtomicInteger(2);
        PartitionDelivery delivery = delivery(pool, event -> {
            if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("no thread to be had");
            }
            return nothing();
        }, nothing());

        delivery.offer(records(0, 2));

        await().until(() -> delivery.committable() == 2);
        assertThat(calls).containsExactly("0", "0", "0", "1");
    }

    @Test
    void nothingIsCalledWhileACallOfAnEarlierDeliveryStillRuns() {
        CompletableFuture<Void> earlier = new CompletableFuture<>();
        PartitionDelivery delivery = delivery(pool, event -> nothing(), earlier);

        delivery.offer(records(0, 2));
        delivery.wake();
        assertThat(calls).isEmpty();
        earlier.complete(null);

        await().until(() -> delivery.committable() == 2);
        assertThat(calls).containsExactly("0", "1");
    }

    @Test
    void aDeliveryThatIsStoppedWhileItIsHeldEndsWithTheEarlierOne() {
        CompletableFuture<Void> earlier = new CompletableFuture<>();
        PartitionDelivery delivery = delivery(pool, event -> nothing(), earlier);
        delivery.offer(records(0, 2));

        CompletableFuture<Void> stopped = delivery.stop().toCompletableFuture();
        assertThat(stopped).isNotDone();
        earlier.complete(null);

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        assertThat(calls).isEmpty();
        assertThat(delivery.committable()).isZero();
    }

    @Test
    void stoppingWaitsForTheCallThatRunsAndHandsOutNothingMore() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        PartitionDelivery delivery = delivery(pool, event -> running, nothing());
        delivery.offer(records(0, 3));
        await().until(() -> !calls.isEmpty());

        CompletableFuture<Void> stopped = delivery.stop().toCompletableFuture();
        assertThat(stopped).isNotDone();
        running.complete(null);

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        assertThat(calls).containsExactly("0");
        assertThat(delivery.committable()).isEqualTo(1);
    }
}
