package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

class PartitionDeliveryTest {

    private final List<String> invocations = new CopyOnWriteArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private Deliveries deliveries = new Deliveries();

    @AfterEach
    void close() {
        deliveries.close();
        pool.shutdownNow();
    }

    private PartitionDelivery with(Executor worker) {
        deliveries.close();
        deliveries = new Deliveries(worker, 1000);
        return deliveries.partition();
    }

    private void listen(ListenerInvoker invoker) {
        deliveries.listen("id", "", DEFAULT, event -> {
            invocations.add(event.id());
            return invoker.start(event);
        });
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }

    @Test
    void aFullWorkerPoolDelaysAPartitionAndDoesNotStopIt() {
        AtomicInteger refusals = new AtomicInteger(3);
        PartitionDelivery partition = with(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("full");
            }
            pool.execute(task);
        });
        listen(event -> nothing());

        deliveries.offerMany(0, 3);

        await().until(() -> partition.committable() == 3);
        assertThat(invocations).containsExactly("0", "1", "2");
    }

    @Test
    void anErrorBeforeTheInvocationIsAFailureLikeAnyOther() {
        AtomicInteger errors = new AtomicInteger(2);
        listen(event -> {
            if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("no thread to be had");
            }
            return nothing();
        });

        deliveries.offerMany(0, 2);

        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(invocations).containsExactly("0", "0", "0", "1");
    }

    @Test
    void aPartitionIsFullWhileAnInvocationOfAnEarlierDeliveryRunsAndItsEventIsReported() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        listen(event -> running);
        deliveries.offerMany(0, 1);
        await().until(() -> UnfinishedEvent.oldest(deliveries.partition().unfinishedEvents(), "id").isPresent());

        PartitionDelivery next = new PartitionDelivery(deliveries.context(), Position.at(0), deliveries.partition());
        CompletionStage<Void> stopped = next.stop();
        assertThat(next.requestRoom()).isFalse();
        assertThat(UnfinishedEvent.oldest(next.unfinishedEvents(), "id")).as("for the health check").isPresent();
        assertThat(stopped.toCompletableFuture()).as("ends with the earlier one").isNotDone();
        running.complete(null);

        assertThat(stopped.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(next.requestRoom()).isTrue();
        assertThat(UnfinishedEvent.oldest(next.unfinishedEvents(), "id")).isEmpty();
    }

    @Test
    void anEventThatFailedHereBeforeGrowsOlderWhenItsPartitionComesBack() {
        listen(event -> CompletableFuture.failedStage(new IllegalStateException("never")));
        deliveries.offerMany(0, 1);
        await().until(() -> invocations.size() > 2);
        long began = UnfinishedEvent.oldest(deliveries.partition().unfinishedEvents(), "id").orElseThrow().began();

        PartitionDelivery next = new PartitionDelivery(deliveries.context(), Position.at(0), deliveries.partition());
        int before = invocations.size();
        next.offer(List.of(Deliveries.record(0, "k")));

        await().until(() -> invocations.size() > before);
        assertThat(UnfinishedEvent.oldest(next.unfinishedEvents(), "id").orElseThrow().began()).isEqualTo(began);
    }

    @Test
    void stoppingWaitsForTheInvocationInFlightAndDispatchesNothingMore() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        listen(event -> running);
        deliveries.offerMany(0, 3);
        await().until(() -> !invocations.isEmpty());

        CompletableFuture<Void> stopped = deliveries.partition().stop().toCompletableFuture();
        assertThat(stopped).isNotDone();
        assertThat(deliveries.partition().runningEvents()).hasSize(1);
        running.complete(null);

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        assertThat(invocations).containsExactly("0");
        assertThat(deliveries.partition().committable()).isEqualTo(1);
        assertThat(deliveries.partition().unfinished()).isEqualTo(2);
    }

    @Test
    void anInvocationThatEndsAfterTheStopChangesNothingForTheDeliveryThatFollows() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        listen(event -> running);
        deliveries.offerMany(0, 1);
        await().until(() -> !invocations.isEmpty());

        PartitionDelivery next = new PartitionDelivery(deliveries.context(), Position.at(0), deliveries.partition());
        assertThat(next.requestRoom()).isFalse();
        running.complete(null);
        await().until(() -> next.requestRoom());

        assertThat(next.committable()).as("begins again: the event is redelivered").isZero();
    }

    @Test
    void memoryIsBoundedAlsoWhereAllEventsButTheFirstAreSettled() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.UNORDERED), event -> {
            invocations.add(event.id());
            return event.id().equals("0") ? first : nothing();
        });
        PartitionDelivery partition = deliveries.partition();

        deliveries.offerMany(0, Deliveries.MAX_UNFINISHED);
        await().until(() -> invocations.size() == Deliveries.MAX_UNFINISHED && partition.unfinished() == 1);

        assertThat(partition.requestRoom()).isFalse();
        assertThat(partition.committable()).isZero();
        int before = deliveries.roomAgain.get();
        first.complete(null);
        await().until(() -> deliveries.roomAgain.get() > before);
        assertThat(partition.requestRoom()).isTrue();
        assertThat(partition.committable()).isEqualTo(Deliveries.MAX_UNFINISHED);
    }

    @Test
    void aPartitionThatHoldsMuchIsFullHoweverFewRecordsThatAreAndHeadersCount() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        listen(event -> running);
        ConsumerRecord<byte[], byte[]> large = Deliveries.record(0, "k");
        large.headers().add("large", new byte[40 << 20]);

        deliveries.partition().offer(List.of(large));

        assertThat(deliveries.partition().requestRoom()).isFalse();
        running.complete(null);
        await().until(() -> deliveries.partition().requestRoom());
        assertThat(deliveries.memory.used()).isZero();
    }

    @Test
    void aRevokedPartitionReleasesItsRecordsAlsoWhileAnInvocationRuns() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.KEY).maxConcurrency(1), event -> {
            invocations.add(event.id());
            return running;
        });
        List<WeakReference<byte[]>> values = new ArrayList<>();
        for (int offset = 0; offset < 10; offset++) {
            ConsumerRecord<byte[], byte[]> record = Deliveries.record(offset, "k" + offset % 5);
            values.add(new WeakReference<>(record.value()));
            deliveries.partition().offer(List.of(record));
        }
        await().until(() -> !invocations.isEmpty());

        deliveries.partition().stop();

        assertThat(deliveries.memory.used()).isZero();
        await().until(() -> {
            System.gc();
            return values.stream().filter(value -> value.get() != null).count() == 1;
        });
        assertThat(deliveries.partition().runningEvents()).hasSize(1);
        running.completeExceptionally(new IllegalStateException("too late"));
        await().until(() -> {
            System.gc();
            return values.stream().allMatch(value -> value.get() == null);
        });
    }

    @Test
    void aFullPartitionHasRoomAgainWhenHalfIsGone() {
        AtomicBoolean hold = new AtomicBoolean(true);
        List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();
        listen(event -> {
            if (!hold.get()) {
                return nothing();
            }
            CompletableFuture<Void> invocation = new CompletableFuture<>();
            held.add(invocation);
            return invocation;
        });
        PartitionDelivery partition = deliveries.partition();
        int max = Deliveries.MAX_UNFINISHED;
        deliveries.offerMany(0, max);
        assertThat(partition.requestRoom()).isFalse();

        for (int settled = 0; settled < max / 2 - 1; settled++) {
            int next = settled;
            await().pollInterval(Duration.ofMillis(1)).until(() -> held.size() > next);
            held.get(next).complete(null);
        }
        await().until(() -> partition.unfinished() == max / 2 + 1);
        assertThat(partition.requestRoom()).as("hysteresis").isFalse();

        hold.set(false);
        await().until(() -> held.size() == max / 2);
        held.get(max / 2 - 1).complete(null);
        await().until(() -> partition.requestRoom());
    }

    @Test
    void aRecordThatConcernsNoListenerIsCommittedUnlessAnEarlierOneIsNotSettled() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        deliveries.listen("id", "wanted", DEFAULT, event -> running);
        PartitionDelivery partition = deliveries.partition();

        deliveries.offerMany(0, 5);
        assertThat(partition.committable()).isEqualTo(5);

        partition.offer(List.of(Deliveries.record(5, "k", "{\"name\":\"wanted\"}"), Deliveries.record(6, "k")));
        assertThat(partition.committable()).isEqualTo(5);
        running.complete(null);
        await().until(() -> partition.committable() == 7);
    }

    @Test
    void eventsThatAreSettledAreCountedAndRecordsThatConcernNoListenerAreNot() {
        List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();
        Listener listener = deliveries.listen("id", "wanted", DEFAULT, event -> {
            CompletableFuture<Void> invocation = new CompletableFuture<>();
            held.add(invocation);
            return invocation;
        });
        PartitionDelivery partition = deliveries.partition();

        deliveries.offerMany(0, 5);
        partition.offer(List.of(Deliveries.record(5, "k", "{\"name\":\"wanted\"}"),
                Deliveries.record(6, "k", "{\"name\":\"wanted\"}")));
        await().until(() -> held.size() == 1);
        assertThat(partition.settled()).isZero();

        held.get(0).completeExceptionally(new IllegalStateException("not yet"));
        await().until(() -> held.size() == 2);
        held.get(1).complete(null);
        await().until(() -> partition.settled() == 1);
        assertThat(listener.completed()).isEqualTo(1);
        assertThat(listener.failed()).isEqualTo(1);
    }
}
