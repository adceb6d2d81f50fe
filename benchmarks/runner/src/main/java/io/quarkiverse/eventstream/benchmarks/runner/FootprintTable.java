package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.eventstream.benchmarks.runner.FootprintService.Form;

/** The footprint of services as text: figures with their spread, their ratio to the first service of the same form, and the goals. */
final class FootprintTable {

    private static final List<Metric> METRICS = List.of(Metric.FIRST_EVENT, Metric.RESIDENT, Metric.SIZE);
    private static final double FIRST_EVENT_MILLIS = 500;
    private static final double AS_MUCH = 1.05;

    private FootprintTable() {}

    static String of(Map<FootprintService, List<Map<Metric, Double>>> figures) {
        StringBuilder text = new StringBuilder();
        for (Form form : Form.values()) {
            List<FootprintService> services = figures.keySet().stream().filter(service -> service.form() == form).toList();
            if (!services.isEmpty()) {
                text.append('\n');
                append(text, services, figures);
            }
        }
        text.append('\n');
        figures.keySet().stream().filter(service -> service.form() == Form.NATIVE)
                .forEach(service -> appendGoals(text, service, figures));
        return text.toString();
    }

    private static void append(StringBuilder text, List<FootprintService> services,
            Map<FootprintService, List<Map<Metric, Double>>> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Table.head(METRICS));
        for (FootprintService service : services) {
            List<String> row = new ArrayList<>(List.of(service.toString()));
            for (Metric metric : METRICS) {
                Spread spread = spread(service, metric, figures);
                row.addAll(Table.cells(metric, spread,
                        spread.median() / spread(services.get(0), metric, figures).median()));
            }
            rows.add(row);
        }
        Table.append(text, rows);
    }

    private static void appendGoals(StringBuilder text, FootprintService service,
            Map<FootprintService, List<Map<Metric, Double>>> figures) {
        FootprintService reference = service.reference();
        if (reference == null) {
            return;
        }
        if (service.waitsForTheBusAlone()) {
            double millis = spread(service, Metric.FIRST_EVENT, figures).median();
            text.append(String.format(Locale.ROOT, "  %s  %s of %s ≤ %.0f: %.0f%n", Table.verdict(millis <= FIRST_EVENT_MILLIS),
                    Metric.FIRST_EVENT.title, service, FIRST_EVENT_MILLIS, millis));
        }
        for (Metric metric : List.of(Metric.RESIDENT, Metric.SIZE)) {
            double ratio = spread(service, metric, figures).median() / spread(reference, metric, figures).median();
            text.append(
                    String.format(Locale.ROOT, "  %s  %s of %s ≤ %.2f × %s: %.3f%n", Table.verdict(ratio <= AS_MUCH),
                            metric.title,
                            service, AS_MUCH, reference, ratio));
        }
    }

    private static Spread spread(FootprintService service, Metric metric,
            Map<FootprintService, List<Map<Metric, Double>>> figures) {
        return Spread.of(figures.get(service).stream().map(round -> round.get(metric)).toList());
    }
}
