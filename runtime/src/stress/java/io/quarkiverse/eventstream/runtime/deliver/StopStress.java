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

/** A partition is revoked while an invocation ends: if the stop has waited for it, the record is settled. */
@JCStressTest
@State
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The stop is complete, and the record is settled.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The stop hangs, or the record would be delivered again.")
public class StopStress {

    private final CompletableFuture<Void> invocation = new CompletableFuture<>();
    private final StressedPartition partition = new StressedPartition(Ordering.PARTITION, 1, 10, event -> invocation);
    private final AtomicInteger stopped = new AtomicInteger();

    /** Has the record in flight. */
    public StopStress() {
        partition.offer(1);
    }

    @Actor
    public void revoke() {
        partition.delivery.stop().thenRun(stopped::incrementAndGet);
    }

    @Actor
    public void complete() {
        invocation.complete(null);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = stopped.get();
        result.r2 = (int) partition.delivery.committable();
    }
}
