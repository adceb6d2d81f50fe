package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A goal of a case: a figure of an entry, as a ratio to a reference, or as a difference.
 *
 * @param metric the figure
 * @param entry the entry
 * @param reference the reference
 * @param bound the ratio that it must reach or, if less is better, must not exceed
 */
record Goal(Metric metric, Entry entry, Reference reference, double bound) {

    /** The figure to compare with. */
    sealed interface Reference permits Other, Elsewhere, Ideal, Limit, Difference {}

    /**
     * The same figure of another entry of the case, round by round.
     *
     * @param entry the other entry
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
     * @param id the id of the other case
     */
    record Elsewhere(String id) implements Reference {

        @Override
        public String toString() {
            return "case " + id;
        }
    }

    /**
     * A maximum that cannot be exceeded.
     *
     * @param value the maximum, in the unit of the metric
     */
    record Ideal(double value) implements Reference {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f, the maximum", value);
        }
    }

    /**
     * A fixed figure.
     *
     * @param value the figure, in the unit of the metric
     */
    record Limit(double value) implements Reference {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f", value);
        }
    }

    /**
     * The same figure of another entry of the case, round by round: the bound is on the difference.
     *
     * @param other the other entry
     */
    record Difference(Entry other) implements Reference {

        @Override
        public String toString() {
            return other.toString();
        }
    }

    /**
     * The verdict on a goal.
     *
     * @param ratio the measured ratio, or the difference
     * @param holds whether the ratio meets the bound
     */
    record Verdict(double ratio, boolean holds) {}

    /**
     * Compares the figures.
     *
     * @return empty if one of the figures is missing
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
        } else if (reference instanceof Limit limit) {
            ratio = Optional.of(own.spread(entry, metric).median() / limit.value());
        } else if (reference instanceof Difference difference) {
            ratio = Optional.of(difference.other()).filter(own.entries()::contains)
                    .map(known -> own.difference(entry, known, metric).median());
        }
        return ratio.map(value -> new Verdict(value, metric.higherIsBetter ? value >= bound : value <= bound));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %s %s %.2f %s %s", metric.title, entry, metric.higherIsBetter ? "≥" : "≤",
                bound, reference instanceof Difference ? "more than" : "×", reference);
    }
}
