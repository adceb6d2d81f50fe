package io.quarkiverse.eventstream.runtime.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.quarkus.arc.Arc;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;

/**
 * Where the bus runs what is not its own.
 * <p>
 * Listeners run on the application's worker threads. What tells publishers how it went does not: a service whose worker threads
 * all wait for their publications would wait for ever.
 */
public final class BusThreads implements AutoCloseable {

    private static final long NO_WORKER_DELAY_MILLIS = 50;
    private static final int MAX_CALLBACK_THREADS = 256;
    private static final int MAX_VIRTUAL_THREADS = 10_000;
    /** In earlier versions, one that blocks within {@code synchronized} blocks its carrier too, of which there are few. */
    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 24;

    private final Executor worker;
    private final WorkerTasks workerTasks = new WorkerTasks(this::runOnPool);
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService callbackThreads;
    private final ExecutorService ownThreads;
    private final Executor callbacks;
    private final RedeliveryTimer redeliveries;

    /** With threads for timers and callbacks of its own. */
    public BusThreads(Executor worker) {
        this(worker, null);
    }

    /**
     * With threads for timers and callbacks of its own, except for the waits before redeliveries.
     *
     * @param redeliveries ends those waits; null for the timer that ends all others
     */
    public BusThreads(Executor worker, RedeliveryTimer redeliveries) {
        this.worker = worker;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("eventstream-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.callbackThreads = Executors.newCachedThreadPool(daemons("eventstream-callback"));
        this.callbacks = HAS_VIRTUAL_THREADS && Arc.container() != null
                ? new CallbackThreads(task -> start(VirtualThreadsRecorder.getCurrent(), task), timer,
                        MAX_VIRTUAL_THREADS)
                : new CallbackThreads(task -> start(callbackThreads, task), timer, MAX_CALLBACK_THREADS);
        this.ownThreads = Executors.newCachedThreadPool(daemons("eventstream-work"));
        this.redeliveries = redeliveries != null
                ? redeliveries
                : (task, delay) -> timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task on a worker thread; a little later, if the pool has none to spare just now.
     *
     * @param task must not block but between {@link #mayBlock} and {@link #returnFromBlocking}
     */
    public void runOnWorker(Runnable task) {
        workerTasks.execute(task);
    }

    /** A task on a worker thread is about to run code that may block: no other task waits for this thread from now on. */
    public void mayBlock() {
        workerTasks.mayBlock();
    }

    /** The code that may block has returned. */
    public void returnFromBlocking() {
        workerTasks.returnFromBlocking();
    }

    /** Tries again to get a worker thread for what waits for one, where none could be had. To be called now and then. */
    public void wakeIfStarved() {
        workerTasks.wakeIfStarved();
    }

    private void runOnPool(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter also says that no thread could be made.
            if (!timer.isShutdown()) {
                timer.schedule(() -> runOnPool(task), NO_WORKER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /**
     * Starts what is due; never blocked.
     *
     * @return a single thread
     */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends the waits before redeliveries. */
    public RedeliveryTimer redeliveries() {
        return redeliveries;
    }

    /**
     * Threads for what depends on publications, which may be blocked.
     *
     * @return 256 threads at most, which come and go; from Java 24 on, up to 10,000 virtual ones
     */
    public Executor callbacks() {
        return callbacks;
    }

    /** The threads end with the application; what comes later gets one that ends with it. */
    private static void start(Executor threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            daemons("eventstream-late").newThread(task).start();
        }
    }

    /**
     * Threads for the bus's own work that may take a while, such as to make a client or to stop: it never waits for code of the
     * application.
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
