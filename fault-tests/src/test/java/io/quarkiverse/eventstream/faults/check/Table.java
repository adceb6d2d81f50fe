package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.check.Verdict.Counts;

/** The table of a run of several workloads. */
public final class Table {

    private static final String ROW = "%-20s%8s%8s%11s%8s%11s%8s%18s%6s%12s%8s  %s";

    private Table() {}

    /**
     * The first line.
     *
     * @return without its end
     */
    public static String head() {
        return String.format(ROW, "workload", "seconds", "faults", "published", "events", "delivered", "out of", "duplicates",
                "lost",
                "committed", "leaked", "verdict") + "\n"
                + String.format(ROW, "", "", "", "", "per s", "", "order", "(at most)", "", "to the end", "threads", "")
                        .stripTrailing();
    }

    /**
     * A line.
     *
     * @return without its end
     */
    public static String row(Verdict verdict) {
        Counts counts = verdict.counts();
        return String.format(ROW, verdict.workload(), verdict.took().toSeconds(), counts.faults(), counts.published(),
                counts.rate(),
                counts.delivered(), counts.disordered(), counts.duplicates() + " (" + counts.bound() + ")", counts.lost(),
                counts.allCommitted() ? "yes" : "no", counts.leaked(), verdict.violations().isEmpty() ? "holds" : "BROKEN");
    }
}
