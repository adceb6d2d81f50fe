package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.Locale;

/** A figure of a run, and its format. */
enum Metric {

    EVENTS_PER_SECOND("eventsPerSecond", "events/s", true, 0), //
    CPU_PER_EVENT("cpuMicrosPerEvent", "CPU µs/event", false, 2), //
    ALLOCATED_PER_EVENT("bytesAllocatedPerEvent", "bytes allocated/event", false, 0), //
    P50("p50Micros", "p50 µs", false, 0), //
    P99("p99Micros", "p99 µs", false, 0), //
    P999("p999Micros", "p99.9 µs", false, 0), //
    FETCHED_PER_EVENT("bytesFetchedPerEvent", "bytes fetched/event", false, 0), //
    CONNECTIONS("connections", "connections", false, 0), //
    CALLS_AT_ONCE("callsAtOnce", "calls at once", true, 1), //
    FIRST_EVENT("firstEventMillis", "ms to the first event", false, 0), //
    RESIDENT("residentMegabytes", "MB resident", false, 1), //
    SIZE("megabytes", "MB on disk", false, 1), //
    CLASSES("loadedClasses", "classes loaded", false, 0), //
    TRANSACTIONS_PER_SECOND("transactionsPerSecond", "transactions/s", true, 0), //
    STATEMENTS("statementsPerTransaction", "statements/transaction", false, 2), //
    SENT_PER_SECOND("eventsSentPerSecond", "events sent/s", true, 0), //
    CPU_PER_TRANSACTION("cpuMicrosPerTransaction", "CPU µs/transaction", false, 0), //
    DATABASE_PER_TRANSACTION("databaseMicrosPerTransaction", "database CPU µs/transaction", false, 0), //
    DATABASE_PER_EVENT("databaseMicrosPerEvent", "database CPU µs/event", false, 0), //
    STATEMENTS_PER_EVENT("statementsPerEvent", "statements/event", false, 2), //
    STATEMENTS_PER_SECOND("statementsPerSecond", "statements/s", false, 2), //
    CPU_PER_SECOND("cpuMillisPerSecond", "CPU ms/s", false, 2);

    final String key;
    final String title;
    final boolean higherIsBetter;
    private final int digits;

    /**
     */
    Metric(String key, String title, boolean higherIsBetter, int digits) {
        this.key = key;
        this.title = title;
        this.higherIsBetter = higherIsBetter;
        this.digits = digits;
    }

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
