package io.quarkiverse.eventstream.runtime.thread;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

/**
 * Runs tasks that may block on a bounded number of threads, and wakes no more of them than are needed: tasks that end at once are
 * run by one thread, one after the other, since to wake a thread costs more than such a task. A task that takes longer adds a
 * thread if others wait, and so does one that doesn't end; so a hundred tasks that block are soon run by a hundred threads.
 */
final class CallbackThreads implements Executor {

    private static final Logger LOG = Logger.getLogger(CallbackThreads.class);

    private static final int WINDOW = 8;
    /** So many tasks that take no longer together are not worth another thread. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_MILLIS = 10;
    /** A thread that has run so many tasks in one go may expect more to come in a moment. */
    private static final int FLOOD = 16;
    /** For so many looks it is cheaper to leave the processor to others than to sleep, and to be woken by the next task. */
    private static final int LOOKS = 64;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final int maxThreads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * With no thread at first.
     *
     * @param threads runs each task that it is given on a thread of its own
     * @param maxThreads how many threads there are at most at one time
     */
    CallbackThreads(Executor threads, ScheduledExecutorService timer, int maxThreads) {
        this.threads = threads;
        this.timer = timer;
        this.maxThreads = maxThreads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (running.get() == 0) {
            addThread();
        } else {
            watch();
        }
    }

    private void addThread() {
        int count = running.get();
        while (count < maxThreads && !running.compareAndSet(count, count + 1)) {
            count = running.get();
        }
        if (count < maxThreads) {
            start();
        }
    }

    private void start() {
        boolean started = false;
        try {
            threads.execute(this::runTasks);
            started = true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter also says that no thread could be made.
            LOG.debug("No thread for callbacks at the moment", e);
        } finally {
            if (!started) {
                running.decrementAndGet();
                watch();
            }
        }
    }

    /** Looks in a moment whether the first task in the queue is still the same. */
    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            Runnable first = tasks.peek();
            try {
                timer.schedule(() -> helpIfStuck(first), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The application has ended.
                watched.set(false);
                addThread();
            }
        }
    }

    private void helpIfStuck(Runnable firstBefore) {
        watched.set(false);
        Runnable first = tasks.peek();
        if (first != null) {
            if (first == firstBefore || running.get() == 0) {
                addThread();
            }
            watch();
        }
    }

    private void runTasks() {
        try {
            new Turn().run();
        } finally {
            // Look again for one that came after the last look.
            if (running.decrementAndGet() == 0 && !tasks.isEmpty()) {
                addThread();
            }
        }
    }

    /** What a thread does until there is no task for it. Confined to that thread. */
    private final class Turn {

        private int count;
        private long windowBegan = System.nanoTime();
        private int inWindow;

        void run() {
            for (Runnable task = next(); task != null; task = next()) {
                CallbackThreads.run(task);
                count++;
                inWindow++;
                if (inWindow == WINDOW) {
                    addThreadIfSlow();
                }
            }
        }

        /** Looks at the clock once for several tasks, since that costs as much as a short one. */
        private void addThreadIfSlow() {
            long now = System.nanoTime();
            if (now - windowBegan > SHORT_NANOS && !tasks.isEmpty()) {
                addThread();
            }
            windowBegan = now;
            inWindow = 0;
        }

        private Runnable next() {
            Runnable task = tasks.poll();
            if (task == null && count >= FLOOD) {
                task = lookAgain();
                windowBegan = System.nanoTime();
                inWindow = 0;
            }
            return task;
        }

        private Runnable lookAgain() {
            Runnable task = null;
            for (int look = 1; task == null && look < LOOKS; look++) {
                Thread.yield();
                task = tasks.poll();
            }
            return task;
        }
    }

    private static void run(Runnable task) {
        try {
            ThreadState.isolate(task);
        } catch (Throwable e) {
            LOG.error("A callback failed", e);
        }
    }
}
