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

/** Records are settled while the polling thread finds that a partition is full: either it sees the room, or it is woken. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "There is room.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "There is room, and the consumer is woken as well.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "There is no room yet, and the consumer is woken.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The consumer sleeps although there is room.")
public class BackPressureStress {

    private final CompletableFuture<Void> invocation = new CompletableFuture<>();
    private final StressedPartition partition = new StressedPartition(Ordering.UNORDERED, 10, 2, event -> invocation);
    private boolean room;

    /** Has both records in flight. */
    public BackPressureStress() {
        partition.offer(2);
    }

    @Actor
    public void poll() {
        room = partition.delivery.requestRoom();
    }

    @Actor
    public void settle() {
        invocation.complete(null);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = room ? 1 : 0;
        result.r2 = Math.min(1, partition.woken.get());
    }
}
