package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightRecordsTest {

    private static final TopicLane LANE = new TopicLane("orders", new InFlightCount(1));

    private static PendingRecord record() {
        return new PendingRecord(new ProducerRecord<>("orders", null), 1, Duration.ofSeconds(1), (written, error) -> {}, LANE,
                null);
    }

    @Test
    void aRecordIsTakenOutOnce() {
        InFlightRecords taken = new InFlightRecords(10);
        PendingRecord record = record();
        taken.add(record, 7);

        assertThat(taken.remove(record)).isTrue();
        assertThat(taken.remove(record)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 1024})
    void asManyAsThereMayBeFitWhereverSomeStay(int most) {
        InFlightRecords taken = new InFlightRecords(most);
        List<PendingRecord> staying = new ArrayList<>();
        for (int i = 0; i < most - 1; i++) {
            staying.add(record());
            taken.add(staying.get(i), i);
        }
        for (int i = 0; i < 3 * most; i++) {
            PendingRecord passing = record();
            taken.add(passing, i);
            assertThat(taken.remove(passing)).isTrue();
        }

        List<PendingRecord> left = new ArrayList<>();
        taken.removeAll(left::add);

        assertThat(left).containsExactlyInAnyOrderElementsOf(staying);
        assertThat(staying).noneMatch(taken::remove);
    }

    @Test
    void noneIsLostOrTakenOutTwiceWhenManyThreadsAddAndRemove() {
        int most = 100;
        int each = 50_000;
        InFlightRecords taken = new InFlightRecords(most);
        Semaphore room = new Semaphore(most);
        Queue<PendingRecord> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger numbers = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < each; j++) {
                    room.acquireUninterruptibly();
                    PendingRecord record = record();
                    taken.add(record, numbers.getAndIncrement());
                    answers.add(record);
                }
            }, task -> new Thread(task).start()));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new));
        while (!all.isDone() || !answers.isEmpty()) {
            PendingRecord record = answers.poll();
            if (record != null) {
                assertThat(taken.remove(record)).isTrue();
                removed.incrementAndGet();
                room.release();
            } else {
                Thread.onSpinWait();
            }
        }

        assertThat(removed).hasValue(3 * each);
        taken.removeAll(record -> {
            throw new AssertionError("left: " + record);
        });
    }
}
