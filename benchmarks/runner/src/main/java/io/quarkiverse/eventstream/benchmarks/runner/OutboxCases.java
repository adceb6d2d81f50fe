package io.quarkiverse.eventstream.benchmarks.runner;

import static io.quarkiverse.eventstream.benchmarks.runner.Contender.MODULITH;
import static io.quarkiverse.eventstream.benchmarks.runner.Contender.NAMASTACK;
import static io.quarkiverse.eventstream.benchmarks.runner.Contender.OUTBOX;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CPU_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CPU_PER_SECOND;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CPU_PER_TRANSACTION;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.DATABASE_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.DATABASE_PER_TRANSACTION;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.EVENTS_PER_SECOND;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.P50;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.P99;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.SENT_PER_SECOND;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.STATEMENTS;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.STATEMENTS_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.STATEMENTS_PER_SECOND;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.TRANSACTIONS_PER_SECOND;

import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.benchmarks.runner.Case.Content;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OutboxContestant;
import io.quarkiverse.eventstream.benchmarks.workload.Task.Listening;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/** The cases with a database and their goals. */
final class OutboxCases {

    /** For latency, as a service sets it that waits for its events; while one request is on the way, the next batch fills anyway. */
    private static final Map<String, String> PRODUCER = Map.of("linger.ms", "0");
    private static final int CALLERS = 8;
    private static final int RATE = 200;
    /** A hundredth of the events that cases without a database read. */
    private static final int FEWER = 100;

    private static final Entry ALONE = new Entry(OUTBOX, OutboxContestant.ALONE);
    private static final Entry OURS = Entry.of(OUTBOX);
    private static final Entry SPRING_ALONE = new Entry(MODULITH, OutboxContestant.ALONE);
    private static final Entry MODULITH_EVENT = Entry.of(MODULITH);
    private static final Entry NAMASTACK_EVENT = Entry.of(NAMASTACK);
    private static final Entry NAMASTACK_OFTEN = new Entry(NAMASTACK, "every 100 ms");

    private OutboxCases() {}

    static List<Case> all(long events) {
        return List.of(transactions("order", "An order in a transaction", Workload.TRANSACTIONS),
                transactions("smallest", "One row in a transaction", Workload.SMALLEST_TRANSACTIONS),
                backlog(events / FEWER), latency(), idle(), inbox(events / FEWER));
    }

    private static Case transactions(String id, String title, Workload workload) {
        return new Case("outbox-" + id, title + ", " + CALLERS + " callers", workload,
                List.of(ALONE, OURS, SPRING_ALONE, MODULITH_EVENT, NAMASTACK_EVENT),
                List.of(TRANSACTIONS_PER_SECOND, STATEMENTS, SENT_PER_SECOND, CPU_PER_TRANSACTION, DATABASE_PER_TRANSACTION),
                Content.NONE, PRODUCER, CALLERS, 0, null,
                List.of(new Goal(STATEMENTS, OURS, new Goal.Difference(ALONE), 1), goal(TRANSACTIONS_PER_SECOND, ALONE, 0.75)));
    }

    private static Case backlog(long stored) {
        return new Case("outbox-backlog", "Events that were stored while the broker was away", Workload.BACKLOG,
                List.of(OURS, MODULITH_EVENT, NAMASTACK_EVENT), List.of(EVENTS_PER_SECOND, CPU_PER_EVENT, DATABASE_PER_EVENT),
                Content.NONE, PRODUCER, CALLERS, 0, listening(stored),
                List.of(goal(EVENTS_PER_SECOND, MODULITH_EVENT, 5), goal(EVENTS_PER_SECOND, NAMASTACK_EVENT, 2)));
    }

    private static Case latency() {
        return new Case("outbox-latency", "From commit to listener, " + RATE + " transactions/s", Workload.COMMIT_TO_LISTENER,
                List.of(OURS, MODULITH_EVENT, NAMASTACK_EVENT, NAMASTACK_OFTEN),
                List.of(P50, P99, STATEMENTS_PER_EVENT, CPU_PER_EVENT), Content.NONE, PRODUCER, CALLERS, RATE, listening(0),
                List.of(new Goal(P50, OURS, new Goal.Limit(10_000), 1)));
    }

    private static Case idle() {
        return new Case("outbox-idle", "A relay with nothing to send", Workload.IDLE,
                List.of(OURS, MODULITH_EVENT, NAMASTACK_EVENT, NAMASTACK_OFTEN),
                List.of(STATEMENTS_PER_SECOND, CPU_PER_SECOND), Content.NONE, PRODUCER, 0, 0, null,
                List.of(new Goal(STATEMENTS_PER_SECOND, OURS, new Goal.Limit(2), 1)));
    }

    private static Case inbox(long events) {
        Entry transactional = new Entry(OUTBOX, "@Transactional");
        Entry once = new Entry(OUTBOX, "@Once");
        return new Case("outbox-inbox", "Listeners that place an order", Workload.CONSUME, List.of(transactional, once),
                List.of(EVENTS_PER_SECOND, CPU_PER_EVENT), Cases.ORDERS, PRODUCER, 0, 0, listening(events),
                List.of(new Goal(EVENTS_PER_SECOND, once, new Goal.Other(transactional), 0.8)));
    }

    private static Goal goal(Metric metric, Entry reference, double bound) {
        return new Goal(metric, OURS, new Goal.Other(reference), bound);
    }

    private static Listening listening(long expected) {
        return new Listening(List.of(Order.EVENT), 1, expected, 0, 0, 0, 0);
    }
}
