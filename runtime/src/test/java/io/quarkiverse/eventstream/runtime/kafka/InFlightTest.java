package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class InFlightTest {

    @Test
    void asManyAsMayBeAreUnderWay() {
        InFlight inFlight = new InFlight(2);
        assertThat(inFlight.begin()).isNotEqualTo(InFlight.FULL);
        assertThat(inFlight.begin()).isNotEqualTo(InFlight.FULL);

        assertThat(inFlight.begin()).isEqualTo(InFlight.FULL);
        assertThat(inFlight.count()).isEqualTo(2);

        inFlight.end();
        assertThat(inFlight.count()).isEqualTo(1);
        assertThat(inFlight.begin()).isNotEqualTo(InFlight.FULL);
        assertThat(inFlight.begin()).isEqualTo(InFlight.FULL);
    }

    @Test
    void manyThreadsNeverBeginMoreThanMayBe() {
        int bound = 10;
        int each = 50_000;
        InFlight inFlight = new InFlight(bound);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore begun = new Semaphore(0);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < each; j++) {
                    while (inFlight.begin() == InFlight.FULL) {
                        Thread.yield();
                    }
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    begun.release();
                }
            }, task -> new Thread(task).start()));
        }
        for (int j = 0; j < 2 * each; j++) {
            begun.acquireUninterruptibly();
            underWay.decrementAndGet();
            inFlight.end();
        }

        threads.forEach(CompletableFuture::join);
        assertThat(most.get()).isBetween(1, bound);
        assertThat(inFlight.count()).isZero();
    }
}
