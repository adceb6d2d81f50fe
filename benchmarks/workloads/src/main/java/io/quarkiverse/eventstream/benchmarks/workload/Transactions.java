package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** {@link Workload#TRANSACTIONS} and {@link Workload#SMALLEST_TRANSACTIONS}: each caller places one order after the other. */
final class Transactions {

    /** The transactions whose statements are counted, one after the other; all have the same number. */
    private static final int COUNTED = 20;

    private final Task task;
    private final OutboxContestant contestant;
    private final AtomicLong placed = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();

    /** What the service, the server and the relay have done up to a moment. */
    private record Moment(Snapshot service, Database.Cpu database, long sent) {}

    Transactions(Task task, OutboxContestant contestant) {
        this.task = task;
        this.contestant = contestant;
    }

    Map<String, Double> measure() throws Exception {
        try (Database database = new Database(task.database()); SentEvents sent = new SentEvents(task)) {
            Map<String, Double> figures = run(database, sent);
            figures.put("statementsPerTransaction", statements(database));
            return figures;
        }
    }

    private Map<String, Double> run(Database database, SentEvents sent) throws Exception {
        Callers callers = new Callers();
        callers.start(task.callers(), this::place);
        try (callers) {
            while (placed.get() == 0 && !callers.haveFailed()) {
                callers.work(1);
            }
            callers.work(task.warmUpMillis());
            Moment before = moment(database, sent);
            callers.work(task.measuredMillis());
            return figures(before, moment(database, sent));
        }
    }

    private void place() throws Exception {
        contestant.place(List.of(Order.of(numbers.getAndIncrement(), System.nanoTime())));
        placed.incrementAndGet();
    }

    private Moment moment(Database database, SentEvents sent) throws Exception {
        return new Moment(Snapshot.take(placed.get()), database.cpu(), sent.count());
    }

    private Map<String, Double> figures(Moment before, Moment after) {
        Map<String, Double> figures = before.service().until(after.service());
        double rate = figures.remove("eventsPerSecond");
        figures.put("transactionsPerSecond", rate);
        figures.put("cpuMicrosPerTransaction", figures.remove("cpuMicrosPerEvent"));
        figures.put("bytesAllocatedPerTransaction", figures.remove("bytesAllocatedPerEvent"));
        double count = after.service().events() - before.service().events();
        figures.put("databaseMicrosPerTransaction", after.database().nanosSince(before.database()) / 1e3 / count);
        if (!task.variant().contains(OutboxContestant.ALONE)) {
            figures.put("eventsSentPerSecond", (after.sent() - before.sent()) * rate / count);
        }
        return figures;
    }

    /** In the transaction only, without the statements of the relay. */
    private double statements(Database database) throws Exception {
        List<List<String>> counted = List.of();
        while (counted.size() < COUNTED / 2) {
            // A process of the server that has not read its configuration yet leaves statements out.
            StatementLog log = new StatementLog(database);
            for (int i = 0; i < COUNTED; i++) {
                place();
            }
            counted = log.end().placingOrders();
        }
        return counted.stream().mapToInt(List::size).average().orElseThrow();
    }
}
