package io.quarkiverse.eventstream.runtime.thread;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A callback is submitted while the only thread for callbacks finds no further one: it runs nevertheless, and the thread is released. */
@JCStressTest
@State
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Both callbacks ran, and a third runs at once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A callback waits for ever, or ran twice.")
public class CallbackThreadsStress {

    /** Never runs: stuck callbacks must not depend on the timer. */
    private static final ScheduledThreadPoolExecutor NO_TIMER = new ScheduledThreadPoolExecutor(1) {

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return null;
        }
    };

    private final CallbackThreads threads = new CallbackThreads(Runnable::run, NO_TIMER, 1);
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void one() {
        threads.execute(ran::incrementAndGet);
    }

    @Actor
    public void other() {
        threads.execute(ran::incrementAndGet);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = ran.get();
        threads.execute(ran::incrementAndGet);
        result.r2 = ran.get() - result.r1;
    }
}
