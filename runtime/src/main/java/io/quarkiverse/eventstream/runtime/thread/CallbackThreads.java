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
 * Runs tasks that may block on a bounded number of threads, and wakes as few threads as possible: waking a thread costs more than a short
 * task, so one thread runs short tasks one after the other. A thread is added if tasks wait behind a slow or blocked one; a hundred tasks
 * that block soon have a hundred threads.
 */
final class CallbackThreads implements Executor {

    private static final Logger LOG = Logger.getLogger(CallbackThreads.class);

    private static final int WINDOW = 8;
    /** A thread is added if a window of tasks takes longer than this. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_MILLIS = 10;
    /** After this number of tasks, a thread expects more and polls before it ends. */
    private static final int FLOOD = 16;
    /** The number of polls, with a yield between them, that costs less than being woken by the next task. */
    private static final int POLLS = 64;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final int maxThreads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * Has no thread yet.
     *
     * @param threads runs each task on a thread of its own
     * @param maxThreads the maximum number of threads at one time
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
            // An OutOfMemoryError also means that no thread could be created.
            LOG.debug("No thread for callbacks at the moment", e);
        } finally {
            if (!started) {
                running.decrementAndGet();
                watch();
            }
        }
    }

    /** Checks after a moment whether the first task in the queue is still the same. */
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
            // A task may have been added after the last poll.
            if (running.decrementAndGet() == 0 && !tasks.isEmpty()) {
                addThread();
            }
        }
    }

    /** The work of a thread until the queue is empty. Confined to that thread. */
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

        /** Reads the clock once for several tasks, because that costs as much as a short task. */
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
                task = pollRepeatedly();
                windowBegan = System.nanoTime();
                inWindow = 0;
            }
            return task;
        }

        private Runnable pollRepeatedly() {
            Runnable task = null;
            for (int poll = 1; task == null && poll < POLLS; poll++) {
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
