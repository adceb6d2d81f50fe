package io.quarkiverse.eventstream.quickstart.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

/** The steps of each order. Thread-safe. */
@Singleton
class Ledger {

    /** The steps of an order. */
    enum Step {
        PUBLISHED, BILLED, SHIPPED
    }

    /** The time of each step of each order. */
    private final Map<Step, Map<String, Instant>> steps = new EnumMap<>(Step.class);
    private final Set<String> retried = new HashSet<>();
    private int sentAgain;
    private int duplicates;

    Ledger() {
        for (Step step : Step.values()) {
            steps.put(step, new HashMap<>());
        }
    }

    /** Enters a step of an order; a second one is a duplicate, unless it is an order that was sent again. */
    synchronized void enter(Step step, String orderId, Instant time) {
        if (steps.get(step).putIfAbsent(orderId, time) == null) {
            return;
        }
        if (step == Step.PUBLISHED) {
            sentAgain++;
        } else {
            duplicates++;
        }
    }

    /** Enters a retry: the carrier had to be called again for an order. */
    synchronized void enterRetry(String orderId) {
        retried.add(orderId);
    }

    /** Counts the steps so far. */
    synchronized Counts counts() {
        return new Counts(steps.get(Step.PUBLISHED).size(), steps.get(Step.BILLED).size(), steps.get(Step.SHIPPED).size(),
                retried.size(), sentAgain, duplicates);
    }

    /** Sums up the steps so far, given the expected number of orders. */
    synchronized Totals totals(int expected) {
        Map<String, Instant> published = steps.get(Step.PUBLISHED);
        Map<String, Instant> shipped = steps.get(Step.SHIPPED);
        List<Duration> latencies = shipped.entrySet().stream().filter(order -> published.containsKey(order.getKey()))
                .map(order -> Duration.between(published.get(order.getKey()), order.getValue())).sorted().toList();
        return new Totals(counts(), expected - shipped.size(), percentile(latencies, 50), percentile(latencies, 99));
    }

    /** A percentile: the least duration that this share of orders does not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(rank - 1);
    }

    /**
     * The number of orders at each step.
     *
     * @param published orders that were published
     * @param billed orders that were billed
     * @param shipped orders that were shipped
     * @param retried orders for which the carrier had to be called again
     * @param sentAgain repetitions of orders
     * @param duplicates repeated steps of an order
     */
    record Counts(int published, int billed, int shipped, int retried, int sentAgain, int duplicates) {

        /** The number of events of the topic orders. */
        int sent() {
            return published + sentAgain;
        }
    }

    /**
     * The totals of the ledger.
     *
     * @param counts the number of orders at each step
     * @param lost orders that were not shipped
     * @param p50 the median time from published to shipped
     * @param p99 the 99th percentile of that time
     */
    record Totals(Counts counts, int lost, Duration p50, Duration p99) {}
}
