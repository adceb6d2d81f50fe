package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** {@link Workload#PUBLISH} and {@link Workload#PUBLISH_AND_WAIT}. */
final class Publishing {

    /** The number of publications in flight; low enough that no contestant's own limit applies first. */
    private static final int UNDER_WAY = 8_000;
    private static final int MANY = 500;

    private final Task task;
    private final Contestant contestant;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean measuring;
    private volatile boolean over;

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
                    failure.compareAndSet(null, error);
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

    private interface Step {
        void run() throws Exception;
    }

    private Map<String, Double> measure(int threads, Step step) throws InterruptedException {
        boolean fromStart = task.warmUpMillis() == 0;
        Snapshot atStart = Snapshot.take(0);
        measuring = fromStart;
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread caller = new Thread(() -> repeat(step), "caller-" + i);
            caller.start();
            callers.add(caller);
        }
        while (published.get() == 0 && failure.get() == null) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        TimeUnit.MILLISECONDS.sleep(task.warmUpMillis());
        Snapshot before = fromStart ? atStart : Snapshot.take(published.get());
        measuring = true;
        TimeUnit.MILLISECONDS.sleep(task.measuredMillis());
        measuring = false;
        Snapshot after = Snapshot.take(published.get());
        over = true;
        for (Thread caller : callers) {
            caller.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("An event was not published", failure.get());
        }
        return before.until(after);
    }

    private void repeat(Step step) {
        try {
            while (!over && failure.get() == null) {
                step.run();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }
}
