package io.quarkiverse.eventstream.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Where the bus runs what is not its own.
 * <p>
 * Listeners run on the application's worker threads. What tells publishers how it went does not: a service whose worker threads
 * all wait for their publications would wait for ever.
 */
public final class BusThreads implements AutoCloseable {

    private static final long NO_WORKER_DELAY_MILLIS = 50;

    private final Executor worker;
    private final WorkerTasks workerTasks = new WorkerTasks(this::runOnPool);
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService callbackThreads;
    private final Executor callbacks;
    private final RedeliveryTimer redeliveries;

    /**
     * With threads for timers and callbacks of its own.
     *
     * @param worker the application's worker threads
     */
    public BusThreads(Executor worker) {
        this(worker, null);
    }

    /**
     * With threads for timers and callbacks of its own, except for the waits before redeliveries.
     *
     * @param worker the application's worker threads
     * @param redeliveries ends those waits; null for the timer that ends all others
     */
    public BusThreads(Executor worker, RedeliveryTimer redeliveries) {
        this.worker = worker;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("eventstream-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.callbackThreads = Executors.newCachedThreadPool(daemons("eventstream-callback"));
        this.callbacks = new CallbackThreads(callbackThreads, timer);
        this.redeliveries = redeliveries != null
                ? redeliveries
                : (task, delay) -> timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task on a worker thread; a little later, if the pool has none to spare just now.
     *
     * @param task must not block but between {@link #mayBlock} and {@link #isBack}
     */
    public void runOnWorker(Runnable task) {
        workerTasks.execute(task);
    }

    /** A task on a worker thread is about to run code that may block: no other task waits for this thread from now on. */
    public void mayBlock() {
        workerTasks.mayBlock();
    }

    /** The code that may block has returned. */
    public void isBack() {
        workerTasks.isBack();
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

    /**
     * Ends the waits before redeliveries.
     *
     * @return by default, the {@link #timer()}
     */
    public RedeliveryTimer redeliveries() {
        return redeliveries;
    }

    /**
     * Threads for what depends on publications; may be blocked, and there is always another.
     *
     * @return threads that come and go; the caller's own after {@link #close()}
     */
    public Executor callbacks() {
        return callbacks;
    }

    /** Ends the timer and the callbacks. */
    @Override
    public void close() {
        timer.shutdownNow();
        callbackThreads.shutdown();
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
