package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

import io.quarkiverse.eventstream.runtime.thread.BusTime;
import io.quarkiverse.eventstream.test.observe.Waits;
import io.quarkus.arc.Unremovable;

/**
 * The time that passes before an event is redelivered to a listener that failed, and before a delayed event is due, under the control of
 * a test. At first, it flows like the system clock; a test can {@link #stop} and {@link #advance} it, or {@link #skipWaits skip} all
 * waits. Injectable; works with every stream. Only these two depend on it: timeouts and the code of listeners do not. Thread-safe.
 */
@Singleton
@Unremovable
public final class TestTime implements BusTime, Waits, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Flow {
        FLOWING, STOPPED, SKIPPING
    }

    private final ScheduledThreadPoolExecutor thread;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final List<Wait> waits = new ArrayList<>();
    private Flow flow = Flow.FLOWING;
    private long passed;
    private long flowingSince = System.nanoTime();
    /** The time by the calendar when none had passed. */
    private Instant origin = Instant.now();

    private static final class Wait extends FutureTask<Void> {

        private final long end;
        private final boolean isRedelivery;

        Wait(Runnable task, long end, boolean isRedelivery) {
            super(task, null);
            this.end = end;
            this.isRedelivery = isRedelivery;
        }
    }

    /** Creates a time that flows. */
    public TestTime() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "eventstream-test-time");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Lets the time flow, and makes it the same as that of the system clock again. For the beginning of a test. */
    public synchronized void reset() {
        flow();
        origin = Instant.now().minusNanos(passed());
    }

    /** Stops the time: from now on, no present or future wait ends by itself. */
    public synchronized void stop() {
        passed = passed();
        flow = Flow.STOPPED;
    }

    /** Lets the time flow like the system clock. */
    public synchronized void flow() {
        passed = passed();
        flow = Flow.FLOWING;
        flowingSince = System.nanoTime();
        waits.forEach(this::endInTime);
    }

    /** Ends all present and future waits at once, until the time is stopped or flows again: the time jumps to the end of each. */
    public synchronized void skipWaits() {
        passed = passed();
        flow = Flow.SKIPPING;
        skip();
    }

    private void skip() {
        passed = waits.stream().mapToLong(wait -> wait.end).reduce(passed, Math::max);
        end(passed);
    }

    /**
     * Advances the time and ends the waits that are over then. Redeliveries happen, and delayed events are sent, afterwards, on other
     * threads.
     *
     * @param duration by how much
     * @throws IllegalStateException if the time is not stopped
     */
    public synchronized void advance(Duration duration) {
        requireStopped();
        passed += duration.toNanos();
        end(passed);
    }

    /**
     * Advances the time to the end of the next wait: to the next redelivery, or to the time of the next delayed event. Blocks for at most
     * ten seconds until there is a wait, because a listener may be about to fail.
     *
     * @return by how much the time was advanced
     * @throws IllegalStateException if the time is not stopped
     * @throws AssertionError if no event waits
     */
    public Duration advanceToNext() {
        Duration next = next();
        advance(next);
        return next;
    }

    /**
     * The remaining time of the next wait. Blocks for at most ten seconds until there is a wait.
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
                throw new AssertionError("No event has waited for its redelivery, or to be due, within " + PATIENCE
                        + ": has a listener failed, and does its failure policy redeliver? Was a delayed event stored?");
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
     * The number of events that wait for their redelivery.
     *
     * @return the number for all listeners together
     */
    @Override
    public synchronized int waiting() {
        waits.removeIf(Wait::isDone);
        return (int) waits.stream().filter(wait -> wait.isRedelivery).count();
    }

    private void requireStopped() {
        waits.removeIf(Wait::isDone);
        if (flow != Flow.STOPPED) {
            throw new IllegalStateException("The time flows by itself: stop() it first");
        }
    }

    /**
     * The remaining time of the next wait, if the time is stopped.
     *
     * @return empty if the time flows by itself, or if no event waits
     */
    @Override
    public synchronized Optional<Duration> stoppedUntilNext() {
        waits.removeIf(Wait::isDone);
        return flow != Flow.STOPPED
                ? Optional.empty()
                : waits.stream().map(wait -> Duration.ofNanos(Math.max(0, wait.end - passed))).min(Comparator.naturalOrder());
    }

    /**
     * Adds a watcher for new waits. Not for tests.
     *
     * @param watcher called on the thread that starts the wait
     */
    @Override
    public void onWait(Runnable watcher) {
        watchers.add(watcher);
    }

    /**
     * The time that decides which delayed events are due.
     *
     * @return in whole milliseconds, as an outbox stores times; later than the system clock by the durations that it was advanced since the
     *         test began
     */
    @Override
    public synchronized Instant now() {
        return origin.plusNanos(passed()).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        return enter(task, delay, true);
    }

    @Override
    public Future<?> scheduleAt(Runnable task, Instant due) {
        return enter(task, BusTime.between(now(), due), false);
    }

    private Wait enter(Runnable task, Duration delay, boolean isRedelivery) {
        Wait wait = new Wait(task, passed() + delay.toNanos(), isRedelivery);
        enter(wait);
        watchers.forEach(Runnable::run);
        return wait;
    }

    private synchronized void enter(Wait wait) {
        waits.removeIf(Wait::isDone);
        waits.add(wait);
        notifyAll();
        if (flow == Flow.SKIPPING) {
            skip();
        } else {
            endInTime(wait);
        }
    }

    private void endInTime(Wait wait) {
        if (flow == Flow.FLOWING) {
            thread.schedule(this::endExpired, Math.max(0, wait.end - passed()), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void endExpired() {
        if (flow == Flow.FLOWING) {
            end(passed());
        }
    }

    /** Ends waits in the order of their ends, on the thread of this class. */
    private void end(long time) {
        List<Wait> over = waits.stream().filter(wait -> wait.end <= time).sorted(Comparator.comparingLong(wait -> wait.end))
                .toList();
        waits.removeAll(over);
        over.forEach(thread::execute);
    }

    private synchronized long passed() {
        return flow == Flow.FLOWING ? passed + System.nanoTime() - flowingSince : passed;
    }

    /** Stops the thread; waits no longer end. */
    @Override
    @PreDestroy
    public void close() {
        thread.shutdownNow();
    }
}
