package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * What an observer gets of single records.
 */
class RecordObservationTest {

    private final List<String> observed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean watches = new AtomicBoolean(true);
    private Deliveries deliveries;

    @AfterEach
    void close() {
        deliveries.close();
    }

    private Deliveries watched() {
        deliveries = new Deliveries(null, 1000, new GroupObservation() {

            @Override
            public boolean observesRecords() {
                return watches.get();
            }

            @Override
            public void positioned() {
                observed.add("positioned");
            }

            @Override
            public void undecodable(ConsumerRecord<byte[], byte[]> record) {
                observed.add(record.offset() + " undecodable");
            }

            @Override
            public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
                observed.add(record.offset() + " settled " + concerned.stream().map(listener -> listener.spec().id()).toList()
                        + " " + deliveries.partition().committable());
            }
        });
        return deliveries;
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }

    @Test
    void aRecordIsSettledWhenAllItsListenersHaveCompletedItAndItMayBeCommitted() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        watched().listen("quick", "e", DEFAULT, event -> nothing());
        deliveries.listen("slow", "e", DEFAULT, event -> slow);
        deliveries.listen("other", "f", DEFAULT, event -> nothing());
        deliveries.offerMany(0, 1);
        await().until(() -> deliveries.partition().running() == 1);

        assertThat(observed).containsExactly("positioned");
        slow.complete(null);

        await().untilAsserted(() -> assertThat(observed).containsExactly("positioned", "0 settled [quick, slow] 1"));
    }

    @Test
    void aRecordThatConcernsNoListenerIsSettledWhenItIsSkipped() {
        watched().listen("other", "f", DEFAULT, event -> nothing());

        deliveries.offerMany(0, 2);

        assertThat(observed).containsExactly("positioned", "0 settled [] 1", "1 settled [] 2");
    }

    @Test
    void aRecordIsSettledWhenItsFailurePolicyHasBeenCarriedOut() {
        watched().listen("id", "", DEFAULT.failures(FailurePolicy.DEAD_LETTER, 1),
                event -> CompletableFuture.failedStage(new IllegalStateException("never")));

        deliveries.offerMany(0, 1);

        await().untilAsserted(() -> assertThat(observed).containsExactly("positioned", "0 settled [id] 1"));
        assertThat(deliveries.deadLetters).hasSize(1);
    }

    @Test
    void anUndecodableRecordIsReportedBeforeItIsSettled() {
        watched().listen("id", "", DEFAULT, event -> nothing());

        deliveries.partition().offer(List.of(Deliveries.record(0, "k", "{\"id\":")));

        await().untilAsserted(() -> assertThat(observed).containsExactly("positioned", "0 undecodable", "0 settled [id] 1"));
    }

    @Test
    void anUndeliveredRecordIsNotSettledWhenItsPartitionGoes() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        watched().listen("id", "", DEFAULT, event -> running);
        deliveries.offerMany(0, 2);
        await().until(() -> deliveries.partition().running() == 1);

        CompletableFuture<Void> stopped = deliveries.partition().stop().toCompletableFuture();
        running.complete(null);

        stopped.join();
        assertThat(observed).containsExactly("positioned", "0 settled [id] 1");
    }

    @Test
    void aListenerThatItsFailurePolicyStopsIsSaidToBeSo() {
        watched().watcher = new ListenerObservation() {

            @Override
            public void stopped(IncomingEvent event) {
                observed.add(event.record().offset() + " stopped");
            }
        };
        deliveries.listen("id", "", DEFAULT.failures(FailurePolicy.STOP, 1),
                event -> CompletableFuture.failedStage(new IllegalStateException("never")));

        deliveries.offerMany(0, 1);

        await().untilAsserted(() -> assertThat(observed).containsExactly("positioned", "0 stopped"));
    }

    @Test
    void anObserverThatDoesNotObserveRecordsGetsNone() {
        watches.set(false);
        watched().listen("id", "e", DEFAULT, event -> nothing());

        deliveries.partition().offer(List.of(Deliveries.record(0, "k"),
                Deliveries.record(1, "k", "{\"id\":\"1\",\"name\":\"f\"}")));

        await().until(() -> deliveries.partition().committable() == 2);
        assertThat(observed).containsExactly("positioned");
    }
}
