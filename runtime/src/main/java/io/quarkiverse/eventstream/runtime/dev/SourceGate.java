package io.quarkiverse.eventstream.runtime.dev;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.consume.DispatchGate;

/**
 * Open for a moment after a scan has found the sources unchanged; closed during a scan, and while the application can't be compiled or started.
 * <p>
 * A scan that finds changes stops the application, which waits for its consumers. So they never wait for a scan, which has a thread of its own.
 */
final class SourceGate implements DispatchGate {

    private static final Logger LOG = Logger.getLogger(SourceGate.class);
    private static final Duration OPEN = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Callable<Boolean> scan;
    private final Callable<Boolean> rescan;
    private final Supplier<Throwable> problem;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, SourceGate::daemon);
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile long openUntil = System.nanoTime();

    // Guarded by this.
    private boolean scanning;
    private Throwable told;
    private long openings;

    /**
     * Closed.
     *
     * @param scan reloads the application if its sources have changed, or if it failed to start; whether it did
     * @param rescan reloads it if its sources have changed
     * @param problem why it can't be compiled or started; null if it can be
     */
    SourceGate(Callable<Boolean> scan, Callable<Boolean> rescan, Supplier<Throwable> problem) {
        this.scan = scan;
        this.rescan = rescan;
        this.problem = problem;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventstream-live-reload");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean requestOpen() {
        if (System.nanoTime() - openUntil < 0) {
            return true;
        }
        if (tryBegin()) {
            // Replacing a class in place, without a restart, needs the class loader of the application that runs.
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            execute(scan, application, Duration.ZERO);
        }
        return false;
    }

    @Override
    public boolean awaitOpen(Duration patience) {
        long before = openings();
        return requestOpen() || awaitOpening(before, System.nanoTime() + patience.toNanos());
    }

    private synchronized boolean awaitOpening(long before, long end) {
        try {
            for (long left = end - System.nanoTime(); openings == before && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return openings != before;
    }

    private synchronized boolean tryBegin() {
        if (scanning) {
            return false;
        }
        scanning = true;
        return true;
    }

    private void execute(Callable<Boolean> reload, ClassLoader application, Duration delay) {
        try {
            thread.schedule(() -> reload(reload, application), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Dev mode ends, so sources are not scanned any more", e);
        }
    }

    private void reload(Callable<Boolean> reload, ClassLoader application) {
        Thread.currentThread().setContextClassLoader(application);
        try {
            boolean reloaded = reload.call();
            Throwable reason = problem.get();
            if (reason != null) {
                // There may be no application left that an event could reach: nothing but this looks whether it was mended.
                execute(rescan, application, LOOK_AGAIN);
                tell(reason, reloaded);
                return;
            }
        } catch (Exception | LinkageError e) {
            LOG.warn("The sources could not be scanned for changes; events go to the code as it is", e);
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        open();
    }

    /** What failed to start was told by Quarkus. */
    private synchronized void tell(Throwable reason, boolean reloaded) {
        if (reason != told && !reloaded) {
            LOG.errorf("Events wait until the application can be compiled: %s", reason.getMessage());
        }
        told = reason;
    }

    private void open() {
        synchronized (this) {
            scanning = false;
            told = null;
            openings++;
            notifyAll();
            openUntil = System.nanoTime() + OPEN.toNanos();
        }
        waiting.forEach(Runnable::run);
    }

    @Override
    public synchronized long openings() {
        return openings;
    }

    @Override
    public void add(Runnable opened) {
        waiting.add(opened);
    }

    @Override
    public void remove(Runnable opened) {
        waiting.remove(opened);
    }

    void close() {
        thread.shutdownNow();
    }
}
