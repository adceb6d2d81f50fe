package io.quarkiverse.eventstream.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Runs many short tasks on one thread, and another takes its place when a task blocks: so a flood of outcomes costs no flood of
 * threads, and a task that waits for the outcome of a later one gets it. Once closed it runs tasks on the calling thread, so that
 * none is lost.
 */
final class CallbackThreads implements Executor {

    private static final long PATIENCE_MILLIS = 20;
    private static final int CHUNK = 256;
    /** Whoever has run so many tasks in one go may expect more to come in a moment. */
    private static final int FLOOD = 16;
    /** For so many looks it is cheaper to leave the processor to others than to sleep, and to be woken by whoever has the next task. */
    private static final int LOOKS = 64;

    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    /** Who takes tasks; null if nobody does. */
    private final AtomicReference<Worker> worker = new AtomicReference<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    CallbackThreads(ExecutorService threads, ScheduledExecutorService timer) {
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!startIfNobodyWorks()) {
            watch();
        }
    }

    private boolean startIfNobodyWorks() {
        return worker.get() == null && start(null);
    }

    /** Starts a worker in the place of another, or of none, unless that one has gone meanwhile. */
    private boolean start(Worker before) {
        Worker next = new Worker();
        if (!worker.compareAndSet(before, next)) {
            return false;
        }
        try {
            threads.execute(next);
        } catch (RejectedExecutionException e) {
            next.run();
        }
        return true;
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            long taken = tasks.currentConsumerIndex();
            try {
                timer.schedule(() -> helpIfStuck(taken), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                watched.set(false);
                replaceWorker();
            }
        }
    }

    private void helpIfStuck(long takenBefore) {
        watched.set(false);
        if (tasks.isEmpty()) {
            return;
        }
        if (tasks.currentConsumerIndex() == takenBefore) {
            replaceWorker();
        }
        watch();
    }

    private void replaceWorker() {
        Worker stuck = worker.get();
        if (stuck != null && stuck.leaveAfterTask()) {
            start(stuck);
        }
    }

    /** Takes one task after the other, until there is none left or another worker has its place. */
    private final class Worker implements Runnable {

        private static final int BETWEEN_TASKS = 0;
        private static final int IN_TASK = 1;
        private static final int REPLACED = 2;

        private final AtomicInteger state = new AtomicInteger(BETWEEN_TASKS);

        /** Only a worker that is in a task may be replaced: only one at a time may take from the queue. */
        boolean leaveAfterTask() {
            return state.compareAndSet(IN_TASK, REPLACED);
        }

        private Runnable next(int looks) {
            Runnable task = tasks.poll();
            for (int look = 1; task == null && look < looks; look++) {
                Thread.yield();
                task = tasks.poll();
            }
            return task;
        }

        @Override
        public void run() {
            try {
                boolean mayTake = true;
                for (int taken = 0; mayTake; taken++) {
                    Runnable task = next(taken >= FLOOD ? LOOKS : 1);
                    if (task == null) {
                        return;
                    }
                    state.setRelease(IN_TASK);
                    task.run();
                    mayTake = state.compareAndSet(IN_TASK, BETWEEN_TASKS);
                }
            } finally {
                // Look again for one that came after the last look, or was left by a task that threw.
                if (worker.compareAndSet(this, null) && !tasks.isEmpty()) {
                    startIfNobodyWorks();
                }
            }
        }
    }
}
