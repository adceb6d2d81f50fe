package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** The work of the listeners of {@link Workload#CONSUME}: they count, take time, and fail for some events. Thread-safe. */
final class Work implements Contestant.Listener {

    /** The failure of a first attempt. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure() {
            super("This order is handled at the second attempt", null, false, false);
        }
    }

    private static final long WITHIN_SECONDS = 60;

    private final Task.Listening listening;
    private final LongAdder handled = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final CompletableFuture<Long> first = new CompletableFuture<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    /** The names that have been received; the events have them in turn. */
    private final Set<Long> names = ConcurrentHashMap.newKeySet();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    Work(Task.Listening listening) {
        this.listening = listening;
    }

    @Override
    public void handle(Order order) throws InterruptedException {
        if (listening.failEvery() > 0 && order.number() % listening.failEvery() == 0 && failed.add(order.number())) {
            failures.increment();
            throw new Failure();
        }
        if (listening.callMillis() > 0) {
            long began = System.nanoTime();
            Thread.sleep(listening.callMillis());
            callNanos.add(System.nanoTime() - began);
        }
        handled.increment();
        if (!all.isDone()) {
            come(order);
        }
    }

    private void come(Order order) {
        first.complete(System.currentTimeMillis());
        if (order != null) {
            names.add(order.number() % listening.names().size());
        }
        if (names.size() >= listening.names().size() || order == null) {
            all.complete(null);
        }
    }

    /**
     * Waits for the first event.
     *
     * @return the time at which it was handled, by {@link System#currentTimeMillis()}
     */
    long awaitFirst() throws InterruptedException {
        return await(first);
    }

    /** Waits until each listener has had an event. */
    void awaitAll() throws InterruptedException {
        await(all);
    }

    private <T> T await(CompletableFuture<T> events) throws InterruptedException {
        try {
            return events.get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "In " + WITHIN_SECONDS + " seconds " + names.size() + " of " + listening.names().size()
                            + " listeners have had an event",
                    e);
        }
    }

    long handled() {
        return handled.sum();
    }

    long failures() {
        return failures.sum();
    }

    long callNanos() {
        return callNanos.sum();
    }
}
