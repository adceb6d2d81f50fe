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

/** Two records compete for the only permit of their listener while the holder releases it: both get it, one after the other. */
@JCStressTest
@State
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "All records were delivered once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A permit was lost, or given twice.")
public class PermitStress {

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicInteger invocations = new AtomicInteger();
    private final StressedPartition partition = new StressedPartition(Ordering.UNORDERED, 1, 10, event -> {
        invocations.incrementAndGet();
        return event.record().offset() == 0 ? first : CompletableFuture.completedFuture(null);
    });

    @Actor
    public void dispatch() {
        partition.offer(3);
    }

    @Actor
    public void complete() {
        first.complete(null);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = invocations.get();
        result.r2 = (int) partition.delivery.committable();
    }
}
