package io.quarkiverse.eventstream.quickstart.desk;

import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Totals;

/** The final table. */
final class Report {

    private static final String ROW = "  %-12s%10s   %s%n";

    private Report() {}

    /** @param books empty if the run failed before they could be read */
    static String of(Totals totals, Optional<Books> books, Screen screen) {
        Counts counts = totals.counts();
        StringBuilder table = new StringBuilder("\n");
        row(table, "orders", count(counts.published()),
                "each acknowledged by the broker; " + count(counts.sentAgain()) + " were sent twice");
        books.ifPresent(all -> {
            row(table, "committed", count(all.committed()), "transactions of billing");
            row(table, "effects", count(all.effects()), "invoices in its database");
        });
        row(table, "published", count(counts.billed()), "events of these transactions");
        books.ifPresent(all -> row(table, "skipped", count(all.skipped()), "duplicates of orders that were billed before"));
        row(table, "shipped", count(counts.shipped()), "");
        row(table, "retried", count(counts.retried()), "the carrier did not answer the first call");
        row(table, "latency p50", totals.p50().toMillis() + " ms", "from order to shipment");
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
