package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * {@link Workload#STORE_BACKLOG} and {@link Workload#BACKLOG}: events that were stored while the broker was away are sent after a restart.
 */
final class Backlog {

    private static final int EVENTS_OF_TRANSACTION = 100;
    private static final long LOOK_MILLIS = 10;
    private static final long FIRST_WITHIN_MILLIS = 90_000;
    /** A fast contestant must not reach the end during the warm-up. */
    private static final double WARM_UP_SHARE = 0.4;

    private final Task task;
    private final long expected;

    Backlog(Task task) {
        this.task = task;
        this.expected = task.listening().expected();
    }

    /** Stores the events, some in each transaction. */
    Map<String, Double> store(OutboxContestant contestant) throws Exception {
        AtomicLong next = new AtomicLong();
        AtomicLong stored = new AtomicLong();
        Callers callers = new Callers();
        callers.start(task.callers(), () -> {
            long from = next.getAndAdd(EVENTS_OF_TRANSACTION);
            long to = Math.min(expected, from + EVENTS_OF_TRANSACTION);
            List<Order> orders = LongStream.range(from, to).mapToObj(number -> Order.of(number, System.nanoTime())).toList();
            if (!orders.isEmpty()) {
                contestant.place(orders);
                stored.addAndGet(orders.size());
            } else {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        });
        try (callers) {
            while (stored.get() < expected && !callers.haveFailed()) {
                callers.work(LOOK_MILLIS);
            }
        }
        return Map.of("stored", (double) stored.get());
    }

    /**
     * Starts the contestant, and measures from the end of the warm-up or, without one, from the start of the process. A contestant may send
     * events before its start is over.
     */
    Map<String, Double> send(OutboxContestant.Factory factory, Snapshot atStart) throws Exception {
        try (Database database = new Database(task.database()); SentEvents sent = new SentEvents(task)) {
            Future<OutboxContestant> start = Executors.newSingleThreadExecutor().submit(() -> factory.start(task, order -> {}));
            Database.Cpu used = database.cpu();
            await(FIRST_WITHIN_MILLIS, sent, start, count -> count > 0);
            Snapshot before = atStart;
            if (task.warmUpMillis() > 0) {
                before = Snapshot.take(await(task.warmUpMillis(), sent, start, count -> count > expected * WARM_UP_SHARE));
                used = database.cpu();
            }
            Snapshot after = Snapshot.take(await(task.measuredMillis(), sent, start, count -> count >= expected));
            Map<String, Double> figures = before.until(after);
            figures.put("databaseMicrosPerEvent",
                    database.cpu().nanosSince(used) / 1e3 / (after.events() - before.events()));
            return figures;
        }
    }

    /** Waits until as many events as wanted have been sent, for some time at most. Returns their number. */
    private static long await(long millis, SentEvents sent, Future<?> start, LongPredicate wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long count = sent.count();
        while (!wanted.test(count) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (start.isDone()) {
                start.get();
            }
            count = sent.count();
        }
        return count;
    }
}
