package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.List;

/**
 * A figure over all rounds.
 *
 * @param median the median; for an even number of rounds, the mean of the middle two
 * @param least the minimum
 * @param most the maximum
 */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }
}
