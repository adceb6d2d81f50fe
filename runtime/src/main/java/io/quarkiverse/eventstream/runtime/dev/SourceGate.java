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
 * Opens for a moment after a scan has found the sources unchanged.
 *
 * <pre>
 *            requestOpen                the sources are unchanged, or the application was reloaded
 *   CLOSED ---------------> SCANNING ---------------------------------------------------------------> OPEN
 *    ^                       |    ^                                                                    |
 *    |                       +----+                                                                    |
 *    |   the application can't be compiled or started: rescan                                          |
 *    |                                                                                                 |
 *    +-------------------------------------------------------------------------------------------------+
 *                                            after half a second
 * </pre>
 *
 * A scan that finds changes stops the application, which waits for its consumers. So consumers never wait for a scan, which runs
 * on its own thread.
 */
final class SourceGate implements DispatchGate {

    private static final Logger LOG = Logger.getLogger(SourceGate.class);
    private static final Duration OPEN = Duration.ofMillis(500);
    private static final Duration RESCAN = Duration.ofSeconds(1);

    private final Callable<Boolean> scan;
    private final Callable<Boolean> rescan;
    private final Supplier<Throwable> problem;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, SourceGate::daemon);
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile long openUntil = System.nanoTime();

    // Guarded by this.
    private boolean scanning;
    private Throwable reported;
    private long openings;

    /**
     * A closed gate.
     *
     * @param scan reloads the application if its sources have changed, or if it failed to start; returns whether it did
     * @param rescan reloads the application if its sources have changed; returns whether it did
     * @param problem why the application can't be compiled or started; null if it can
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
            LOG.debug("Dev mode ends, so sources are no longer scanned", e);
        }
    }

    private void reload(Callable<Boolean> reload, ClassLoader application) {
        Thread.currentThread().setContextClassLoader(application);
        try {
            boolean reloaded = reload.call();
            Throwable reason = problem.get();
            if (reason != null) {
                // There may be no application whose events could trigger a scan, so the gate rescans.
                execute(rescan, application, RESCAN);
                report(reason, reloaded);
                return;
            }
        } catch (Exception | LinkageError e) {
            LOG.warn("The sources could not be scanned for changes; events are delivered to the current code", e);
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        open();
    }

    /** Quarkus reports an application that failed to start. */
    private synchronized void report(Throwable reason, boolean reloaded) {
        if (reason != reported && !reloaded) {
            LOG.errorf("Events wait until the application can be compiled: %s", reason.getMessage());
        }
        reported = reason;
    }

    private void open() {
        synchronized (this) {
            scanning = false;
            reported = null;
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
