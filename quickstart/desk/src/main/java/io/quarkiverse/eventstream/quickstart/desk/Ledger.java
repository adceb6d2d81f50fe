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

/** What has become of each order. Safe for use by several threads. */
@Singleton
class Ledger {

    /** The steps of an order's way. */
    enum Step {
        PUBLISHED, BILLED, SHIPPED
    }

    /** When each order took each step. */
    private final Map<Step, Map<String, Instant>> steps = new EnumMap<>(Step.class);
    private final Set<String> retried = new HashSet<>();
    private int duplicates;

    Ledger() {
        for (Step step : Step.values()) {
            steps.put(step, new HashMap<>());
        }
    }

    /** An order has taken a step; for the second time, it is a duplicate. */
    synchronized void enter(Step step, String orderId, Instant time) {
        if (steps.get(step).putIfAbsent(orderId, time) != null) {
            duplicates++;
        }
    }

    /** The carrier had to be called again for an order. */
    synchronized void enterRetry(String orderId) {
        retried.add(orderId);
    }

    /** Counts what is known now. */
    synchronized Counts counts() {
        return new Counts(steps.get(Step.PUBLISHED).size(), steps.get(Step.BILLED).size(), steps.get(Step.SHIPPED).size(),
                retried.size(), duplicates);
    }

    /** Sums up what is known now, if so many orders were to be published. */
    synchronized Totals totals(int expected) {
        Map<String, Instant> published = steps.get(Step.PUBLISHED);
        Map<String, Instant> shipped = steps.get(Step.SHIPPED);
        List<Duration> latencies = shipped.entrySet().stream().filter(order -> published.containsKey(order.getKey()))
                .map(order -> Duration.between(published.get(order.getKey()), order.getValue())).sorted().toList();
        return new Totals(counts(), expected - shipped.size(), percentile(latencies, 50), percentile(latencies, 99));
    }

    /** The least duration that is not exceeded by so many in a hundred. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(rank - 1);
    }

    /**
     * How far the orders have come.
     *
     * @param published orders that were published
     * @param billed orders that were billed
     * @param shipped orders that were shipped
     * @param retried orders for which the carrier had to be called again
     * @param duplicates steps that an order took again
     */
    record Counts(int published, int billed, int shipped, int retried, int duplicates) {}

    /**
     * The ledger's sums.
     *
     * @param counts how far the orders have come
     * @param lost orders that were not shipped
     * @param p50 how long half of the orders took at most, from being published to being shipped
     * @param p99 how long all but one in a hundred took at most
     */
    record Totals(Counts counts, int lost, Duration p50, Duration p99) {}
}
