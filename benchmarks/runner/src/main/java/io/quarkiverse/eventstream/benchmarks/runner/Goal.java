package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a case is to show: a figure of an entry, as a ratio to something else.
 *
 * @param metric the figure
 * @param entry whose
 * @param reference what it is compared with
 * @param bound the ratio that it must reach, or must not exceed where less is better
 */
record Goal(Metric metric, Entry entry, Reference reference, double bound) {

    /** What a figure is compared with. */
    sealed interface Reference permits Other, Elsewhere, Ideal {}

    /**
     * The same figure of another entry of the case, round by round.
     *
     * @param entry whose
     */
    record Other(Entry entry) implements Reference {

        @Override
        public String toString() {
            return entry.toString();
        }
    }

    /**
     * The same figure of the same entry in another case, round by round.
     *
     * @param id of the case
     */
    record Elsewhere(String id) implements Reference {

        @Override
        public String toString() {
            return "case " + id;
        }
    }

    /**
     * What can't be exceeded.
     *
     * @param value in the unit of the metric
     */
    record Ideal(double value) implements Reference {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f, the most there can be", value);
        }
    }

    /**
     * How it stands.
     *
     * @param ratio what was measured
     * @param holds whether that reaches the bound
     */
    record Verdict(double ratio, boolean holds) {}

    /**
     * Compares.
     *
     * @param outcomes by case, the goal's own among them
     * @return empty if one of both was not measured
     */
    Optional<Verdict> verdict(Outcome own, Map<String, Outcome> outcomes) {
        if (!own.entries().contains(entry)) {
            return Optional.empty();
        }
        Optional<Double> ratio = Optional.empty();
        if (reference instanceof Other other) {
            ratio = Optional.of(other.entry()).filter(own.entries()::contains)
                    .map(known -> own.ratio(entry, known, metric).median());
        } else if (reference instanceof Elsewhere elsewhere) {
            ratio = Optional.ofNullable(outcomes.get(elsewhere.id())).filter(outcome -> outcome.entries().contains(entry))
                    .map(outcome -> own.ratio(entry, outcome, metric).median());
        } else if (reference instanceof Ideal ideal) {
            ratio = Optional.of(own.spread(entry, metric).median() / ideal.value());
        }
        return ratio.map(value -> new Verdict(value, metric.higherIsBetter ? value >= bound : value <= bound));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %s %s %.2f × %s", metric.title, entry, metric.higherIsBetter ? "≥" : "≤",
                bound,
                reference);
    }
}
