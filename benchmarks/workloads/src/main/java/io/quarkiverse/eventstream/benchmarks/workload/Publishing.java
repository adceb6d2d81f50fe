package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** {@link Workload#PUBLISH} and {@link Workload#PUBLISH_AND_WAIT}. */
final class Publishing {

    /** The number of publications in flight; low enough that no contestant's own limit applies first. */
    private static final int UNDER_WAY = 8_000;
    private static final int MANY = 500;

    private final Task task;
    private final Contestant contestant;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final Callers callers = new Callers();
    private volatile boolean measuring;

    Publishing(Task task, Contestant contestant) {
        this.task = task;
        this.contestant = contestant;
    }

    /**
     * One thread publishes, and waits only when too many events are in flight. The limit is acquired and released in batches, because
     * waking the publisher for each event would cost more than the event.
     */
    Map<String, Double> pipelined() throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY / MANY);
        return measure(1, () -> {
            Order order = order();
            if (order.number() % MANY == 0) {
                room.acquire();
            }
            contestant.publish(order, error -> {
                if (error != null) {
                    callers.failed(error);
                }
                if (published.incrementAndGet() % MANY == 0) {
                    room.release();
                }
            });
        });
    }

    /** Each thread publishes one event at a time. */
    Map<String, Double> oneByOne() throws InterruptedException {
        Latencies latencies = new Latencies();
        Map<String, Double> figures = measure(task.callers(), () -> {
            long began = System.nanoTime();
            contestant.publishAndWait(order());
            published.incrementAndGet();
            if (measuring) {
                latencies.record(System.nanoTime() - began);
            }
        });
        latencies.addTo(figures);
        return figures;
    }

    private Order order() {
        return Order.of(numbers.getAndIncrement(), System.nanoTime());
    }

    private Map<String, Double> measure(int threads, Callers.Step step) throws InterruptedException {
        boolean fromStart = task.warmUpMillis() == 0;
        Snapshot atStart = Snapshot.take(0);
        measuring = fromStart;
        callers.start(threads, step);
        try (callers) {
            while (published.get() == 0 && !callers.haveFailed()) {
                callers.work(1);
            }
            callers.work(task.warmUpMillis());
            Snapshot before = fromStart ? atStart : Snapshot.take(published.get());
            measuring = true;
            callers.work(task.measuredMillis());
            measuring = false;
            return before.until(Snapshot.take(published.get()));
        }
    }
}
