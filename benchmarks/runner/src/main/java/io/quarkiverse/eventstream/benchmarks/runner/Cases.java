package io.quarkiverse.eventstream.benchmarks.runner;

import static io.quarkiverse.eventstream.benchmarks.runner.Contender.EVENTSTREAM;
import static io.quarkiverse.eventstream.benchmarks.runner.Contender.RAW;
import static io.quarkiverse.eventstream.benchmarks.runner.Contender.SMALLRYE;
import static io.quarkiverse.eventstream.benchmarks.runner.Contender.SPRING;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.ALLOCATED_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CALLS_AT_ONCE;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CLASSES;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CONNECTIONS;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.CPU_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.EVENTS_PER_SECOND;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.FETCHED_PER_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.FIRST_EVENT;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.P50;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.P99;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.P999;
import static io.quarkiverse.eventstream.benchmarks.runner.Metric.RESIDENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.quarkiverse.eventstream.benchmarks.runner.Case.Content;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.Task.Listening;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/** The cases and their goals. */
final class Cases {

    private static final Map<String, String> BUSY = Map.of("linger.ms", "5", "batch.size", "65536");
    private static final Map<String, String> LOW_LATENCY = Map.of("linger.ms", "0");
    private static final List<Metric> THROUGHPUT = List.of(EVENTS_PER_SECOND, CPU_PER_EVENT, ALLOCATED_PER_EVENT);
    private static final List<String> ONE_NAME = List.of(Order.EVENT);
    static final Content ORDERS = new Content(ONE_NAME, false);
    private static final int NAMES = 100;
    private static final int RATE = 2_000;
    private static final int CONCURRENCY = 50;
    private static final int BACKOFF_MILLIS = 10;

    private static final Entry RAW_ONLY = Entry.of(RAW);
    /** The raw client with the guarantees of the bus. */
    private static final Entry ANSWERS_MAY_BLOCK = new Entry(RAW, "answers may block");
    private static final Entry BUS = Entry.of(EVENTSTREAM);
    private static final Entry SMALLRYE_ONE = Entry.of(SMALLRYE);
    private static final Entry SMALLRYE_BATCH = new Entry(SMALLRYE, "batch");
    private static final Entry SPRING_ONE = Entry.of(SPRING);
    private static final Entry SPRING_BATCH = new Entry(SPRING, "batch");
    private static final Entry POLLS_ONLY = new Entry(RAW, "polls only");

    private static final Goal.Reference ONE_LISTENER = new Goal.Elsewhere("5-1");

    private Cases() {}

    /** All cases, in the order in which they are run. */
    static List<Case> all(long events) {
        List<Case> cases = new ArrayList<>();
        cases.add(publish());
        cases.add(publishAndWait(1));
        cases.add(publishAndWait(64));
        cases.add(consumeAll(events));
        cases.add(consumeFew(2 * events));
        cases.add(consumeFewByHeader(2 * events));
        for (int listeners : new int[]{1, 4, 16, 64}) {
            cases.add(listeners(listeners, events * 2 / 3));
        }
        cases.add(latency());
        cases.add(slowListeners(1, events));
        cases.add(slowListeners(10, events));
        cases.add(failing(0, events));
        cases.add(failing(NAMES, events));
        cases.add(firstEvent(events));
        cases.addAll(OutboxCases.all(events));
        return cases;
    }

    private static Case publish() {
        return new Case("1", "Publish, pipelined", Workload.PUBLISH,
                List.of(RAW_ONLY, ANSWERS_MAY_BLOCK, BUS, SMALLRYE_ONE, SPRING_ONE),
                THROUGHPUT,
                Content.NONE, BUSY, 1, 0, null,
                List.of(goal(EVENTS_PER_SECOND, RAW_ONLY, 0.9), goal(EVENTS_PER_SECOND, SMALLRYE_ONE, 3),
                        goal(EVENTS_PER_SECOND, SPRING_ONE, 1), goal(ALLOCATED_PER_EVENT, RAW_ONLY, 1.5)));
    }

    private static Case publishAndWait(int callers) {
        return new Case("2-" + callers, "Publish and wait, " + (callers == 1 ? "1 caller" : callers + " callers"),
                Workload.PUBLISH_AND_WAIT, List.of(RAW_ONLY, BUS, SMALLRYE_ONE, SPRING_ONE),
                List.of(P50, P99, EVENTS_PER_SECOND),
                Content.NONE, LOW_LATENCY, callers, 0, null,
                List.of(goal(P50, RAW_ONLY, 1.1), goal(P99, RAW_ONLY, 1.25),
                        goal(P50, SMALLRYE_ONE, 1),
                        goal(P50, SPRING_ONE, 1), goal(P99, SMALLRYE_ONE, 1),
                        goal(P99, SPRING_ONE, 1)));
    }

    private static Case consumeAll(long events) {
        return new Case("3", "Consume, every event wanted", Workload.CONSUME,
                List.of(RAW_ONLY, BUS, SMALLRYE_ONE, SMALLRYE_BATCH, SPRING_ONE, SPRING_BATCH), THROUGHPUT, ORDERS, Map.of(), 0,
                0,
                listening(ONE_NAME, events, 0, 0),
                List.of(goal(EVENTS_PER_SECOND, RAW_ONLY, 0.85), goal(EVENTS_PER_SECOND, SMALLRYE_ONE, 3),
                        goal(EVENTS_PER_SECOND, SMALLRYE_BATCH, 3), goal(EVENTS_PER_SECOND, SPRING_ONE, 1),
                        goal(EVENTS_PER_SECOND, SPRING_BATCH, 1), goal(ALLOCATED_PER_EVENT, RAW_ONLY, 1.5)));
    }

    private static Case consumeFew(long events) {
        return new Case("4", "Consume, one event in a hundred wanted", Workload.CONSUME,
                List.of(POLLS_ONLY, RAW_ONLY, BUS, SMALLRYE_ONE, SMALLRYE_BATCH, SPRING_ONE, SPRING_BATCH), THROUGHPUT,
                new Content(names(NAMES), false), Map.of(), 0, 0, oneInHundred(events),
                List.of(goal(EVENTS_PER_SECOND, POLLS_ONLY, 0.9), goal(EVENTS_PER_SECOND, SMALLRYE_ONE, 5),
                        goal(EVENTS_PER_SECOND, SMALLRYE_BATCH, 5), goal(EVENTS_PER_SECOND, SPRING_ONE, 5),
                        goal(EVENTS_PER_SECOND, SPRING_BATCH, 5), goal(ALLOCATED_PER_EVENT, POLLS_ONLY, 1)));
    }

    /** Events with the bus's header, which it recognizes without decoding. */
    private static Case consumeFewByHeader(long events) {
        return new Case("4-header", "The same, of events that the bus has published", Workload.CONSUME,
                List.of(POLLS_ONLY, BUS),
                THROUGHPUT, new Content(names(NAMES), true), Map.of(), 0, 0, oneInHundred(events),
                List.of(goal(EVENTS_PER_SECOND, POLLS_ONLY, 0.9), goal(ALLOCATED_PER_EVENT, POLLS_ONLY, 1)));
    }

    private static Listening oneInHundred(long events) {
        return new Listening(names(1), NAMES, events / NAMES, CONCURRENCY, 0, 0, BACKOFF_MILLIS);
    }

    private static Case listeners(int count, long events) {
        return new Case("5-" + count, count == 1 ? "1 listener" : count + " listeners of different names", Workload.CONSUME,
                List.of(RAW_ONLY, new Entry(RAW, "a consumer each"), BUS, new Entry(SMALLRYE, "a channel each"),
                        new Entry(SPRING, "a container each")),
                List.of(CPU_PER_EVENT, FETCHED_PER_EVENT, CONNECTIONS), new Content(names(count), false), Map.of(), 0, 0,
                listening(names(count), events, 0, 0), List.of(new Goal(FETCHED_PER_EVENT, BUS, ONE_LISTENER, 1.05),
                        new Goal(CONNECTIONS, BUS, ONE_LISTENER, 1), new Goal(CPU_PER_EVENT, BUS, ONE_LISTENER, 1.1)));
    }

    private static Case latency() {
        return new Case("6", "From publisher to listener, " + RATE + " events/s", Workload.END_TO_END,
                List.of(RAW_ONLY, BUS, SMALLRYE_ONE, SPRING_ONE), List.of(P50, P99, P999), Content.NONE, LOW_LATENCY, 1,
                RATE,
                listening(ONE_NAME, 0, 0, 0), List.of(goal(P99, RAW_ONLY, 1.25), goal(P99, SMALLRYE_ONE, 1),
                        goal(P99, SPRING_ONE, 1)));
    }

    private static Case slowListeners(int millis, long events) {
        Entry workers = new Entry(EVENTSTREAM, "by key, on workers");
        Entry virtual = new Entry(EVENTSTREAM, "by key, on virtual threads");
        return new Case("7-" + millis, "Listeners that take " + millis + " ms", Workload.CONSUME,
                List.of(workers, virtual, new Entry(SMALLRYE, "by key, on workers"),
                        new Entry(SMALLRYE, "by key, on virtual threads"),
                        new Entry(SMALLRYE, "by partition, on workers"), new Entry(SPRING, "by partition")),
                List.of(CALLS_AT_ONCE, EVENTS_PER_SECOND), ORDERS,
                Map.of(),
                0, 0, listening(ONE_NAME, events, millis, 0),
                List.of(new Goal(CALLS_AT_ONCE, workers, new Goal.Ideal(CONCURRENCY), 0.9),
                        new Goal(CALLS_AT_ONCE, virtual, new Goal.Ideal(CONCURRENCY), 0.9)));
    }

    private static Case failing(int every, long events) {
        Entry byKey = new Entry(EVENTSTREAM, "by key");
        return new Case("8-" + every,
                every == 0 ? "Listeners that never fail" : "Listeners that fail for one event in " + every,
                Workload.CONSUME,
                List.of(byKey, new Entry(SMALLRYE, "by key, with retry"), new Entry(SMALLRYE, "by partition, with retry"),
                        new Entry(SPRING, "by partition, with retry")),
                List.of(EVENTS_PER_SECOND), ORDERS, Map.of(), 0,
                0,
                listening(ONE_NAME, events, 0, every),
                List.of(new Goal(EVENTS_PER_SECOND, byKey, new Goal.Elsewhere("8-0"), 0.9)));
    }

    private static Case firstEvent(long events) {
        return new Case("9", "From the start of the process to the first event", Workload.FIRST_EVENT,
                List.of(RAW_ONLY, BUS, SMALLRYE_ONE, SPRING_ONE), List.of(FIRST_EVENT, RESIDENT, CLASSES), ORDERS, Map.of(),
                0, 0,
                listening(ONE_NAME, events, 0, 0), List.of());
    }

    private static Goal goal(Metric metric, Entry reference, double bound) {
        return new Goal(metric, BUS, new Goal.Other(reference), bound);
    }

    private static Listening listening(List<String> names, long expected, int callMillis, int failEvery) {
        return new Listening(names, 1, expected, CONCURRENCY, callMillis, failEvery, BACKOFF_MILLIS);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(number -> Order.EVENT + number).toList();
    }
}
