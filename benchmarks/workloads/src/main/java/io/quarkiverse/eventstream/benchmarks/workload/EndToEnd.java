package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link Workload#END_TO_END}: from when an order was to be placed, whether or not the publisher was late, to when its listener is
 * called. A publisher that is held up thus makes all orders late that were due meanwhile, as it would be for customers.
 */
final class EndToEnd {

    private static final long LAST_EVENT_WITHIN_MILLIS = 60_000;

    private final Task task;
    private final Latencies latencies = new Latencies();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long countsFrom = Long.MAX_VALUE;

    EndToEnd(Task task) {
        this.task = task;
    }

    /** What the listener does. */
    void handle(Order order) {
        if (order.number() >= countsFrom) {
            latencies.record(System.nanoTime() - order.placedAt());
        }
    }

    Map<String, Double> measure(Contestant contestant) throws InterruptedException {
        long interval = TimeUnit.SECONDS.toNanos(1) / task.ratePerSecond();
        long warmUp = task.warmUpMillis() * task.ratePerSecond() / 1000;
        long total = warmUp + task.measuredMillis() * task.ratePerSecond() / 1000;
        countsFrom = warmUp;
        long began = System.nanoTime();
        Snapshot before = null;
        for (long number = 0; number < total && failure.get() == null; number++) {
            if (number == warmUp) {
                before = Snapshot.take(number);
            }
            long due = began + number * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            contestant.publish(Order.of(number, due), error -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
            });
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_EVENT_WITHIN_MILLIS);
        while (latencies.count() < total - warmUp && failure.get() == null && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (failure.get() != null || latencies.count() < total - warmUp) {
            throw new IllegalStateException((total - warmUp - latencies.count()) + " events have not come", failure.get());
        }
        Map<String, Double> figures = before.until(Snapshot.take(total));
        latencies.addTo(figures);
        return figures;
    }
}
