package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@link Workload#CONSUME}. */
final class Consuming {

    private static final long FIRST_EVENT_WITHIN_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 2;
    /** Whoever is fast must not be through with the topic before it counts. */
    private static final double WARM_UP_SHARE = 0.4;

    private final Task task;
    private final Work work;

    Consuming(Task task, Work work) {
        this.task = task;
        this.work = work;
    }

    Map<String, Double> measure() throws InterruptedException {
        long expected = task.listening().expected();
        waitFor(FIRST_EVENT_WITHIN_MILLIS, () -> work.handled() > 0);
        if (work.handled() == 0) {
            throw new IllegalStateException("No event has come in " + FIRST_EVENT_WITHIN_MILLIS + " ms");
        }
        waitFor(task.warmUpMillis(), () -> work.handled() > expected * WARM_UP_SHARE);
        long callNanos = work.callNanos();
        long failures = work.failures();
        Snapshot before = Snapshot.take(work.handled());
        waitFor(task.measuredMillis(), () -> work.handled() >= expected);
        Snapshot after = Snapshot.take(work.handled());
        Map<String, Double> figures = before.until(after);
        figures.put("connections", Snapshot.ofConsumers("connection-count"));
        figures.put("failures", (double) work.failures() - failures);
        if (task.listening().callMillis() > 0) {
            double atOnce = (work.callNanos() - callNanos) / (double) (after.nanos() - before.nanos());
            figures.put("callsAtOnce", atOnce);
        }
        return figures;
    }

    private static void waitFor(long millis, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
