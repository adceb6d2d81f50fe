package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class InFlightCountTest {

    @Test
    void noMoreThanTheBoundAreInFlight() {
        InFlightCount inFlight = new InFlightCount(2);
        assertThat(inFlight.begin(1)).isNotEqualTo(InFlightCount.FULL);
        assertThat(inFlight.begin(1)).isNotEqualTo(InFlightCount.FULL);

        assertThat(inFlight.begin(1)).isEqualTo(InFlightCount.FULL);
        assertThat(inFlight.count()).isEqualTo(2);

        inFlight.end(1);
        assertThat(inFlight.count()).isEqualTo(1);
        assertThat(inFlight.begin(1)).isNotEqualTo(InFlightCount.FULL);
        assertThat(inFlight.begin(1)).isEqualTo(InFlightCount.FULL);
    }

    @Test
    void manyThreadsNeverBeginMoreThanMayBe() {
        int bound = 10;
        int each = 50_000;
        InFlightCount inFlight = new InFlightCount(bound);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore begun = new Semaphore(0);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < each; j++) {
                    while (inFlight.begin(1) == InFlightCount.FULL) {
                        Thread.yield();
                    }
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    begun.release();
                }
            }, task -> new Thread(task).start()));
        }
        for (int j = 0; j < 2 * each; j++) {
            begun.acquireUninterruptibly();
            now.decrementAndGet();
            inFlight.end(1);
        }

        threads.forEach(CompletableFuture::join);
        assertThat(most.get()).isBetween(1, bound);
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void aLargeRecordCountsAsMore() {
        InFlightCount inFlight = new InFlightCount(5);
        assertThat(inFlight.begin(3)).isNotEqualTo(InFlightCount.FULL);
        assertThat(inFlight.begin(3)).isEqualTo(InFlightCount.FULL);
        assertThat(inFlight.begin(2)).isNotEqualTo(InFlightCount.FULL);

        inFlight.end(3);
        assertThat(inFlight.count()).isEqualTo(2);
    }

    @Test
    void eachPartLeavesATenthToTheOthers() {
        InFlightCount all = new InFlightCount(1000);
        for (int most : new int[]{900, 90, 9, 1}) {
            InFlightCount part = all.another();
            int taken = 0;
            while (all.begin(1) != InFlightCount.FULL && all.leavesRoomBeside(part)) {
                part.begin(1);
                taken++;
            }
            all.end(1);
            assertThat(taken).as("of what the parts before have left").isEqualTo(most);
        }
    }
}
