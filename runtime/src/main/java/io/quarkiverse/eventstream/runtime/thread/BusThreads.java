package io.quarkiverse.eventstream.runtime.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.quarkus.arc.Arc;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;

/**
 * The threads of the bus.
 * <p>
 * Listeners run on the worker threads of the application. Callbacks of publications do not: if all worker threads waited for publications,
 * no thread would be left to complete them.
 */
public final class BusThreads implements AutoCloseable {

    private static final long NO_WORKER_DELAY_MILLIS = 50;
    private static final int MAX_CALLBACK_THREADS = 256;
    private static final int MAX_VIRTUAL_THREADS = 10_000;
    /** In earlier versions, a virtual thread that blocks within {@code synchronized} pins its carrier thread. */
    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 24;

    private final Executor worker;
    private final WorkerTasks workerTasks = new WorkerTasks(this::runOnPool);
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService callbackThreads;
    private final ExecutorService ownThreads;
    private final Executor callbacks;
    private final BusTime time;

    public BusThreads(Executor worker) {
        this(worker, null);
    }

    /**
     * Creates the timer and the callback threads.
     *
     * @param time the time of redeliveries and delayed events; null for the system clock
     */
    public BusThreads(Executor worker, BusTime time) {
        this.worker = worker;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("eventstream-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.callbackThreads = Executors.newCachedThreadPool(daemons("eventstream-callback"));
        this.callbacks = HAS_VIRTUAL_THREADS && Arc.container() != null
                ? new CallbackThreads(task -> start(VirtualThreadsRecorder.getCurrent(), task), timer,
                        MAX_VIRTUAL_THREADS)
                : new CallbackThreads(task -> start(callbackThreads, task), timer, MAX_CALLBACK_THREADS);
        this.ownThreads = Executors.newCachedThreadPool(daemons("eventstream-work"));
        this.time = time != null ? time : new SystemTime(timer);
    }

    private record SystemTime(ScheduledExecutorService timer) implements BusTime {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Runs a task on a worker thread, after a delay if the pool rejects it.
     *
     * @param task blocks only between {@link #mayBlock} and {@link #returnFromBlocking}
     */
    public void runOnWorker(Runnable task) {
        workerTasks.execute(task);
    }

    /** The task on this worker thread is about to run code that may block: no other task waits for this thread from now on. */
    public void mayBlock() {
        workerTasks.mayBlock();
    }

    /** The code that may block has returned. */
    public void returnFromBlocking() {
        workerTasks.returnFromBlocking();
    }

    /** Requests a worker thread again for waiting tasks, after the pool has failed. Called periodically. */
    public void wakeIfStarved() {
        workerTasks.wakeIfStarved();
    }

    private void runOnPool(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // An OutOfMemoryError also means that no thread could be created.
            if (!timer.isShutdown()) {
                timer.schedule(() -> runOnPool(task), NO_WORKER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /**
     * The timer. Its tasks must not block.
     *
     * @return a single thread
     */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** The time of redeliveries and delayed events. */
    public BusTime time() {
        return time;
    }

    /**
     * Threads for callbacks and dependents of publications, which may block.
     *
     * @return 256 threads at most, created on demand; from Java 24 on, 10,000 virtual threads at most
     */
    public Executor callbacks() {
        return callbacks;
    }

    /** The threads end with the application; a later task gets a thread of its own. */
    private static void start(Executor threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            daemons("eventstream-late").newThread(task).start();
        }
    }

    /**
     * Threads for blocking work of the bus itself, such as creating a client or stopping, which never waits for code of the application.
     */
    public Executor own() {
        return task -> start(ownThreads, task);
    }

    /** Ends the timer, the callbacks and the bus's own work. */
    @Override
    public void close() {
        timer.shutdownNow();
        callbackThreads.shutdown();
        ownThreads.shutdown();
    }

    private static ThreadFactory daemons(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(application);
            return thread;
        };
    }
}
