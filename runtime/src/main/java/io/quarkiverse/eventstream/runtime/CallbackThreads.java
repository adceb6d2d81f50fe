package io.quarkiverse.eventstream.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs many short tasks on one thread, and takes another when a task blocks: so a flood of outcomes costs no flood of threads,
 * and a task that waits for the outcome of a later one gets it. Once closed it runs tasks on the calling thread, so that none
 * is lost.
 */
final class CallbackThreads implements Executor {

    private static final long PATIENCE_MILLIS = 20;

    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();

    CallbackThreads(ExecutorService threads, ScheduledExecutorService timer) {
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (working.compareAndSet(0, 1)) {
            startWorking();
        } else {
            watch();
        }
    }

    private void startWorking() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            work();
        }
    }

    private void work() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                taken.incrementAndGet();
                task.run();
            }
        } finally {
            working.decrementAndGet();
            // One that came after the last look, or was left by a task that threw.
            if (!tasks.isEmpty() && working.compareAndSet(0, 1)) {
                startWorking();
            }
        }
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            long before = taken.get();
            try {
                timer.schedule(() -> helpIfStuck(before), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                watched.set(false);
                working.incrementAndGet();
                work();
            }
        }
    }

    private void helpIfStuck(long takenBefore) {
        watched.set(false);
        if (tasks.isEmpty()) {
            return;
        }
        if (taken.get() == takenBefore) {
            working.incrementAndGet();
            startWorking();
        }
        watch();
    }
}
