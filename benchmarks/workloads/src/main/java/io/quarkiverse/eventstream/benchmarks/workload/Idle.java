package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@link Workload#IDLE}: what a relay costs that has nothing to send. */
final class Idle {

    /** A relay that was just started has more to do. */
    private static final long SETTLED_MILLIS = 3_000;
    /** Relays that wait for some seconds are to be seen several times. */
    private static final int LONGER = 2;
    private static final long LEAST_MILLIS = 3_000;

    private final Task task;

    Idle(Task task) {
        this.task = task;
    }

    Map<String, Double> measure() throws Exception {
        TimeUnit.MILLISECONDS.sleep(Math.min(task.warmUpMillis(), SETTLED_MILLIS));
        try (Database database = new Database(task.database())) {
            Snapshot before = Snapshot.take(0);
            StatementLog log = new StatementLog(database);
            TimeUnit.MILLISECONDS.sleep(Math.max(LEAST_MILLIS, LONGER * task.measuredMillis()));
            Snapshot after = Snapshot.take(0);
            double seconds = (after.nanos() - before.nanos()) / 1e9;
            Map<String, Double> figures = new TreeMap<>();
            figures.put("statementsPerSecond", log.end().count() / seconds);
            figures.put("cpuMillisPerSecond", (after.cpuNanos() - before.cpuNanos()) / 1e6 / seconds);
            return figures;
        }
    }
}
