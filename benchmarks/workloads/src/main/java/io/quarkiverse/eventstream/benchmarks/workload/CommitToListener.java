package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * {@link Workload#COMMIT_TO_LISTENER}: the time from the commit of an order, when the transaction's method has returned, to the invocation
 * of the listener; 0 if that is faster. A first order shows that the listener listens. Afterwards, at the same rate, the statements of service and relay are counted.
 */
final class CommitToListener {

    private static final long LAST_EVENT_WITHIN_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 1;
    private static final int NOT_YET = 0;

    private final Task task;
    private final int warmUp;
    private final int measured;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLongArray committed;
    private final AtomicLongArray received;

    CommitToListener(Task task) {
        this.task = task;
        this.warmUp = (int) (task.warmUpMillis() * task.ratePerSecond() / 1000);
        this.measured = (int) (task.measuredMillis() * task.ratePerSecond() / 1000);
        int all = warmUp + 2 * measured;
        this.committed = new AtomicLongArray(all);
        this.received = new AtomicLongArray(all);
    }

    /** The listener. */
    void handle(Order order) {
        received.compareAndSet((int) order.number(), NOT_YET, System.nanoTime());
    }

    Map<String, Double> measure(OutboxContestant contestant) throws Exception {
        Callers callers = new Callers();
        place(contestant, numbers.getAndIncrement(), System.nanoTime());
        awaitReceived(1, callers);
        long interval = TimeUnit.SECONDS.toNanos(1) / task.ratePerSecond();
        long began = System.nanoTime();
        callers.start(task.callers(), () -> {
            long number = numbers.getAndIncrement();
            if (number < committed.length()) {
                place(contestant, number, began + number * interval);
            } else {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        });
        try (Database database = new Database(task.database()); callers) {
            awaitPlaced(warmUp, callers);
            Snapshot before = Snapshot.take(warmUp);
            awaitPlaced(warmUp + measured, callers);
            Map<String, Double> figures = before.until(Snapshot.take(warmUp + measured));
            StatementLog log = new StatementLog(database);
            awaitPlaced(committed.length(), callers);
            awaitReceived(committed.length(), callers);
            StatementLog.Statements statements = log.end();
            figures.put("statementsPerEvent", (double) statements.count() / statements.placingOrders().size());
            latencies().addTo(figures);
            return figures;
        }
    }

    private void place(OutboxContestant contestant, long number, long due) throws Exception {
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        contestant.place(List.of(Order.of(number, due)));
        committed.set((int) number, System.nanoTime());
    }

    private void awaitPlaced(int count, Callers callers) throws InterruptedException {
        while (numbers.get() < count && !callers.haveFailed()) {
            callers.work(LOOK_MILLIS);
        }
    }

    /** Waits for the first orders. */
    private void awaitReceived(int count, Callers callers) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_EVENT_WITHIN_MILLIS);
        while (missing(count) > 0 && !callers.haveFailed()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(missing(count) + " events have not been received");
            }
            callers.work(LOOK_MILLIS);
        }
    }

    private long missing(int count) {
        return IntStream.range(0, count)
                .filter(number -> received.get(number) == NOT_YET || committed.get(number) == NOT_YET).count();
    }

    private Latencies latencies() {
        Latencies latencies = new Latencies();
        for (int number = warmUp; number < warmUp + measured; number++) {
            latencies.record(received.get(number) - committed.get(number));
        }
        return latencies;
    }
}
