package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** The figures of all rounds of a case. */
final class Outcome {

    private final Case subject;
    private final Map<Entry, List<Map<String, Double>>> rounds = new LinkedHashMap<>();

    Outcome(Case subject) {
        this.subject = subject;
    }

    void add(Entry entry, Map<String, Double> figures) {
        rounds.computeIfAbsent(entry, absent -> new ArrayList<>()).add(figures);
    }

    Case subject() {
        return subject;
    }

    /** The entries with figures, in the case's order. */
    List<Entry> entries() {
        return subject.entries().stream().filter(rounds::containsKey).toList();
    }

    /** The figures of an entry, round by round. */
    List<Map<String, Double>> rounds(Entry entry) {
        return List.copyOf(rounds.get(entry));
    }

    /** Whether an entry has a figure; some have no meaning for an entry. */
    boolean has(Entry entry, Metric metric) {
        return rounds(entry).stream().allMatch(figures -> figures.containsKey(metric.key));
    }

    Spread spread(Entry entry, Metric metric) {
        return Spread.of(figures(entry, metric));
    }

    /** The ratio of the figures of two entries, round by round, because a round has the same conditions for all. */
    Spread ratio(Entry entry, Entry reference, Metric metric) {
        return ratio(figures(entry, metric), figures(reference, metric));
    }

    /** The ratio of an entry's figures in this case and another one of its family, round by round. */
    Spread ratio(Entry entry, Outcome reference, Metric metric) {
        return ratio(figures(entry, metric), reference.figures(entry, metric));
    }

    /** The difference of the figures of two entries, round by round. */
    Spread difference(Entry entry, Entry reference, Metric metric) {
        return combine(figures(entry, metric), figures(reference, metric), (figure, other) -> figure - other);
    }

    private static Spread ratio(List<Double> figures, List<Double> references) {
        return combine(figures, references, (figure, reference) -> figure / reference);
    }

    private static Spread combine(List<Double> figures, List<Double> references, BinaryOperator<Double> operator) {
        return Spread.of(IntStream.range(0, figures.size())
                .mapToObj(round -> operator.apply(figures.get(round), references.get(round))).toList());
    }

    private List<Double> figures(Entry entry, Metric metric) {
        return rounds.get(entry).stream().map(figures -> figures.get(metric.key)).toList();
    }
}
