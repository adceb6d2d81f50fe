package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An outcome as text: figures with their spread and their ratio to the first row, and the verdicts on the goals. */
final class Table {

    private Table() {}

    /** Writes an outcome. */
    static String of(Outcome outcome, Map<String, Outcome> outcomes) {
        Case subject = outcome.subject();
        StringBuilder text = new StringBuilder();
        text.append('\n').append(subject.id()).append("  ").append(subject.title()).append("\n\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(head(subject.metrics()));
        for (Entry entry : outcome.entries()) {
            rows.add(row(outcome, entry));
        }
        append(text, rows);
        text.append('\n');
        for (Goal goal : subject.goals()) {
            goal.verdict(outcome, outcomes).ifPresent(verdict -> text.append(String.format(Locale.ROOT, "  %s  %s: %.2f%s%n",
                    verdict(verdict.holds()), goal, verdict.ratio(),
                    verdict.holds() ? "" : limit(goal, outcome))));
        }
        return text.toString();
    }

    /** The titles of the columns of a figure: its median, its spread, its ratio. */
    static List<String> head(List<Metric> metrics) {
        List<String> head = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> {
            head.add(metric.title);
            head.add("least … most");
            head.add("ratio");
        });
        return head;
    }

    /** The ratio of the case's first entry, which is the limit for a goal against a peer. */
    private static String limit(Goal goal, Outcome outcome) {
        Entry limit = outcome.entries().get(0);
        if (!(goal.reference() instanceof Goal.Other other) || limit.equals(other.entry()) || limit.equals(goal.entry())) {
            return "";
        }
        return String.format(Locale.ROOT, " (%s: %.2f)", limit,
                outcome.ratio(limit, other.entry(), goal.metric()).median());
    }

    private static List<String> row(Outcome outcome, Entry entry) {
        List<String> row = new ArrayList<>(List.of(entry.toString()));
        for (Metric metric : outcome.subject().metrics()) {
            row.addAll(outcome.has(entry, metric)
                    ? cells(metric, outcome.spread(entry, metric),
                            outcome.ratio(entry, first(outcome, metric), metric).median())
                    : List.of("", "", ""));
        }
        return row;
    }

    private static Entry first(Outcome outcome, Metric metric) {
        return outcome.entries().stream().filter(entry -> outcome.has(entry, metric)).findFirst().orElseThrow();
    }

    /** The cells below the titles of {@link #head}. */
    static List<String> cells(Metric metric, Spread spread, double ratio) {
        return List.of(metric.format(spread.median()), metric.format(spread.least()) + " … " + metric.format(spread.most()),
                String.format(Locale.ROOT, "%.2f", ratio));
    }

    /** The verdict on a goal, with a fixed width. */
    static String verdict(boolean holds) {
        return holds ? "holds " : "missed";
    }

    /** Writes rows in columns as wide as their content. */
    static void append(StringBuilder text, List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ").append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
            for (int column = 1; column < widths.length; column++) {
                line.append("  ").append(" ".repeat(widths[column] - row.get(column).length())).append(row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
