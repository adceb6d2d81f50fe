package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link Workload#END_TO_END}: the time from when an order was due, even if the publisher was late, to the invocation of its listener. A
 * delay of the publisher therefore counts for all orders that were due in the meantime, as it would for customers.
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

    /** The listener. */
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
            throw new IllegalStateException((total - warmUp - latencies.count()) + " events have not been received",
                    failure.get());
        }
        Map<String, Double> figures = before.until(Snapshot.take(total));
        latencies.addTo(figures);
        return figures;
    }
}
