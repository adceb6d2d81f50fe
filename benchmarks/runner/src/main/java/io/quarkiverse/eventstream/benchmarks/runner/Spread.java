package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.List;

/**
 * A figure over all rounds.
 *
 * @param median of an even number of rounds, the mean of the two in the middle
 * @param least the lowest
 * @param most the highest
 */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }
}
