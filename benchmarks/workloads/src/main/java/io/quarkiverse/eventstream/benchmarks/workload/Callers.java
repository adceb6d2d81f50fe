package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that repeat a step until they are closed, or until one fails. Thread-safe. */
final class Callers implements AutoCloseable {

    /** What a caller repeats. */
    interface Step {
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    void start(int count, Step step) {
        for (int i = 0; i < count; i++) {
            Thread caller = new Thread(() -> repeat(step), "caller-" + i);
            caller.start();
            threads.add(caller);
        }
    }

    private void repeat(Step step) {
        try {
            while (!over && failure.get() == null) {
                step.run();
            }
        } catch (Exception e) {
            failed(e);
        }
    }

    /** Ends all callers, because of a failure elsewhere. */
    void failed(Throwable error) {
        failure.compareAndSet(null, error);
    }

    boolean haveFailed() {
        return failure.get() != null;
    }

    /** Lets them work for a while, or until one fails. */
    void work(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !haveFailed(); left = TimeUnit.NANOSECONDS
                .toMillis(deadline - System.nanoTime())) {
            TimeUnit.MILLISECONDS.sleep(Math.min(left, 100));
        }
    }

    /**
     * Waits for the end of all callers.
     *
     * @throws IllegalStateException if one has failed
     */
    @Override
    public void close() {
        over = true;
        try {
            for (Thread caller : threads) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (haveFailed()) {
            throw new IllegalStateException("A caller has failed", failure.get());
        }
    }
}
