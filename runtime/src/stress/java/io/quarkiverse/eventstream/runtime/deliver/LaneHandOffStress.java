package io.quarkiverse.eventstream.runtime.deliver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import io.quarkiverse.eventstream.Ordering;

/** The first record of a lane is settled by another thread while its worker leaves the lane: the second record is delivered once. */
@JCStressTest
@State
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The second record was delivered once, and both are settled.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The lane hangs, or a record was delivered twice.")
public class LaneHandOffStress {

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicInteger second = new AtomicInteger();
    private final StressedPartition partition = new StressedPartition(Ordering.PARTITION, 1, 10, event -> {
        if (event.record().offset() == 0) {
            return first;
        }
        second.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    });

    @Actor
    public void dispatch() {
        partition.offer(2);
    }

    @Actor
    public void complete() {
        first.complete(null);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = second.get();
        result.r2 = (int) partition.delivery.committable();
    }
}
