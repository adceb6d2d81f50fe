package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.thread.RedeliveryTimer;
import io.quarkus.arc.Unremovable;

/**
 * The time that passes while the event of a listener that failed waits to be delivered again, under the control of a test. At
 * first, it passes as it does; a test can {@link #stop} it, and then {@link #advance} it, or have it {@link #skipWaits skip} all
 * waits. Injectable; works with every stream. Nothing else waits by this time: neither timeouts nor what listeners themselves do.
 * Thread-safe.
 */
@Singleton
@Unremovable
public final class TestTime implements RedeliveryTimer, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Flow {
        AS_IT_DOES, STOPPED, SKIPPING
    }

    private final ScheduledThreadPoolExecutor thread;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final List<Wait> waits = new ArrayList<>();
    private Flow flow = Flow.AS_IT_DOES;
    private long passed;
    private long flowingSince = System.nanoTime();

    private static final class Wait extends FutureTask<Void> {

        private final long end;

        Wait(Runnable task, long end) {
            super(task, null);
            this.end = end;
        }
    }

    /** Time that passes as it does. */
    public TestTime() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "eventstream-test-time");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Stops the time: no wait ends by itself any more, neither those that have begun nor those to come. */
    public synchronized void stop() {
        passed = now();
        flow = Flow.STOPPED;
    }

    /** Has the time pass as it does. */
    public synchronized void flow() {
        passed = now();
        flow = Flow.AS_IT_DOES;
        flowingSince = System.nanoTime();
        waits.forEach(this::endInTime);
    }

    /** Ends all waits at once, those that have begun and those to come, until the time is stopped or flows again. */
    public synchronized void skipWaits() {
        passed = now();
        flow = Flow.SKIPPING;
        end(Long.MAX_VALUE);
    }

    /**
     * Lets time pass, and so ends the waits that are over then. What these events are delivered for happens afterwards, on other
     * threads.
     *
     * @param duration how much time
     * @throws IllegalStateException if the time is not stopped
     */
    public synchronized void advance(Duration duration) {
        requireStopped();
        passed += duration.toNanos();
        end(passed);
    }

    /**
     * Lets as much time pass as it takes to the end of the next wait. Waits until there is one, ten seconds at most, since a
     * listener that fails may be about to.
     *
     * @return how much time passed
     * @throws IllegalStateException if the time is not stopped
     * @throws AssertionError if no event waits
     */
    public Duration advanceToNext() {
        Duration next = next();
        advance(next);
        return next;
    }

    /**
     * How long the next wait takes from now on. Waits until there is one, ten seconds at most.
     *
     * @return zero or more
     * @throws IllegalStateException if the time is not stopped
     * @throws AssertionError if no event waits
     */
    public synchronized Duration next() {
        requireStopped();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (waits.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("No event has waited to be delivered again within " + PATIENCE
                        + ": has a listener failed, and does its policy have it called again?");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for an event to wait", e);
            }
        }
        long first = waits.stream().mapToLong(wait -> wait.end).min().getAsLong();
        return Duration.ofNanos(Math.max(0, first - passed));
    }

    /**
     * How many events wait.
     *
     * @return of all listeners
     */
    public synchronized int waiting() {
        waits.removeIf(Wait::isDone);
        return waits.size();
    }

    private void requireStopped() {
        waits.removeIf(Wait::isDone);
        if (flow != Flow.STOPPED) {
            throw new IllegalStateException("The time passes by itself: stop() it first");
        }
    }

    /**
     * How long the next wait takes, if it can't end by itself. For what stands still with the time.
     *
     * @return empty if time passes by itself, or if no event waits
     */
    public synchronized Optional<Duration> stoppedUntilNext() {
        waits.removeIf(Wait::isDone);
        return flow != Flow.STOPPED
                ? Optional.empty()
                : waits.stream().map(wait -> Duration.ofNanos(Math.max(0, wait.end - passed))).min(Comparator.naturalOrder());
    }

    /**
     * Watches for events that begin to wait. Not for tests.
     *
     * @param watcher called on the thread that has an event wait
     */
    public void onWait(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        Wait wait = enter(task, delay);
        watchers.forEach(Runnable::run);
        return wait;
    }

    private synchronized Wait enter(Runnable task, Duration delay) {
        Wait wait = new Wait(task, now() + delay.toNanos());
        waits.removeIf(Wait::isDone);
        waits.add(wait);
        notifyAll();
        if (flow == Flow.SKIPPING) {
            end(Long.MAX_VALUE);
        } else {
            endInTime(wait);
        }
        return wait;
    }

    private void endInTime(Wait wait) {
        if (flow == Flow.AS_IT_DOES) {
            thread.schedule(this::endThoseThatAreOver, Math.max(0, wait.end - now()), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void endThoseThatAreOver() {
        if (flow == Flow.AS_IT_DOES) {
            end(now());
        }
    }

    /** In the order of their ends, on a thread of its own. */
    private void end(long time) {
        List<Wait> over = waits.stream().filter(wait -> wait.end <= time).sorted(Comparator.comparingLong(wait -> wait.end))
                .toList();
        waits.removeAll(over);
        over.forEach(thread::execute);
    }

    private long now() {
        return flow == Flow.AS_IT_DOES ? passed + System.nanoTime() - flowingSince : passed;
    }

    /** Ends no wait any more. */
    @Override
    @PreDestroy
    public void close() {
        thread.shutdownNow();
    }
}
