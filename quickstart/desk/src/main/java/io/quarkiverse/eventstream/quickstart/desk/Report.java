package io.quarkiverse.eventstream.quickstart.desk;

import java.util.Locale;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Totals;

/** The final table. */
final class Report {

    private static final String ROW = "  %-12s%10s   %s%n";

    private Report() {}

    static String of(Totals totals, Screen screen) {
        Counts counts = totals.counts();
        StringBuilder table = new StringBuilder("\n");
        row(table, "published", count(counts.published()), "orders, each acknowledged by the broker");
        row(table, "billed", count(counts.billed()), "");
        row(table, "shipped", count(counts.shipped()), "");
        row(table, "retried", count(counts.retried()), "the carrier did not answer the first call");
        row(table, "latency p50", totals.p50().toMillis() + " ms", "from published to shipped");
        row(table, "latency p99", totals.p99().toMillis() + " ms", "");
        // The padding counts characters, including those of a colour.
        String lost = String.format("%10s", count(totals.lost()));
        row(table, "lost", totals.lost() == 0 ? screen.good(lost) : screen.bad(lost), "");
        row(table, "duplicates", count(counts.duplicates()), "");
        return table.toString();
    }

    private static void row(StringBuilder table, String name, String value, String remark) {
        table.append(String.format(ROW, name, value, remark).stripTrailing()).append('\n');
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
