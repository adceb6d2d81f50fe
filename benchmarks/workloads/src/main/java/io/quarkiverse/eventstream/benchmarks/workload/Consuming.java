package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@link Workload#CONSUME}. */
final class Consuming {

    private static final long LOOK_MILLIS = 2;
    /** A fast contestant must not reach the end of the topic during the warm-up. */
    private static final double WARM_UP_SHARE = 0.4;

    private final Task task;
    private final Work work;

    Consuming(Task task, Work work) {
        this.task = task;
        this.work = work;
    }

    /**
     * Measures from the end of the warm-up or, without one, from the start of the process.
     */
    Map<String, Double> measure(Snapshot atStart) throws InterruptedException {
        long expected = task.listening().expected();
        work.awaitAll();
        waitFor(task.warmUpMillis(), () -> work.handled() > expected * WARM_UP_SHARE);
        long callNanos = task.warmUpMillis() == 0 ? 0 : work.callNanos();
        long failures = task.warmUpMillis() == 0 ? 0 : work.failures();
        Snapshot before = task.warmUpMillis() == 0 ? atStart : Snapshot.take(read());
        waitFor(task.measuredMillis(), () -> work.handled() >= expected);
        Snapshot after = Snapshot.take(read());
        Map<String, Double> figures = before.until(after);
        // From the start, so that records fetched ahead do not appear to be free.
        figures.put("bytesFetchedPerEvent", after.fetchedBytes() / after.events());
        figures.put("connections", Snapshot.ofConsumers("connection-count"));
        figures.put("failures", (double) work.failures() - failures);
        if (task.listening().callMillis() > 0) {
            double atOnce = (work.callNanos() - callNanos) / (double) (after.nanos() - before.nanos());
            figures.put("callsAtOnce", atOnce);
        }
        return figures;
    }

    /** The number of events on the topic up to the last handled one. */
    private long read() {
        return work.handled() * task.listening().oneIn();
    }

    private static void waitFor(long millis, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
