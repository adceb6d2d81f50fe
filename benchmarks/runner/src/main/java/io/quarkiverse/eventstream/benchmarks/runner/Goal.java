package io.quarkiverse.eventstream.benchmarks.runner;

/**
 * What a case is to show: a figure of an entry, as a ratio to the same figure of another, or of another case.
 *
 * @param metric the figure
 * @param entry whose
 * @param reference what it is compared with
 * @param bound the ratio that it must reach, or must not exceed where less is better
 */
record Goal(Metric metric, Entry entry, Entry reference, double bound) {

    boolean holds(double ratio) {
        return metric.higherIsBetter ? ratio >= bound : ratio <= bound;
    }
}
