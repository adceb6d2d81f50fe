package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the listeners of {@link Workload#CONSUME} do: count, take their time, fail now and then. Thread-safe. */
final class Work implements Contestant.Listener {

    /** What a listener throws that is to be called again. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure() {
            super("This order is handled at the second attempt", null, false, false);
        }
    }

    private final Task.Listening listening;
    private final LongAdder handled = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    Work(Task.Listening listening) {
        this.listening = listening;
    }

    @Override
    public void handle(Order order) throws InterruptedException {
        if (listening.failEvery() > 0 && order.number() % listening.failEvery() == 0 && failed.add(order.number())) {
            failures.increment();
            throw new Failure();
        }
        if (listening.callMillis() > 0) {
            long began = System.nanoTime();
            Thread.sleep(listening.callMillis());
            callNanos.add(System.nanoTime() - began);
        }
        handled.increment();
    }

    long handled() {
        return handled.sum();
    }

    long failures() {
        return failures.sum();
    }

    long callNanos() {
        return callNanos.sum();
    }
}
