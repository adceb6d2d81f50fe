package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verdict on a run.
 *
 * @param took how long it took
 * @param faults the number of faults of each kind
 * @param violations the violations of each invariant that did not hold
 */
record Verdict(String workload, Duration took, Map<Fault, Integer> faults, Evidence evidence,
        Map<Invariant, List<String>> violations) {

    private static final int SHOWN = 5;
    private static final String ROW = "%-20s%8s%8s%11s%11s%11s%9s  %s";

    static Verdict of(String workload, Duration took, Map<Fault, Integer> faults, Evidence evidence) {
        Map<Invariant, List<String>> violations = new EnumMap<>(Invariant.class);
        for (Invariant invariant : Invariant.values()) {
            List<String> found = invariant.violations(evidence);
            if (!found.isEmpty()) {
                violations.put(invariant, found);
            }
        }
        return new Verdict(workload, took, faults, evidence, violations);
    }

    /** The first line of a table of verdicts. */
    static String head() {
        return String.format(ROW, "workload", "seconds", "faults", "committed", "on topic", "sent again", "effects", "verdict");
    }

    /** A line of it. */
    String row() {
        int distinct = new HashSet<>(evidence.published()).size();
        return String.format(ROW, workload, took.toSeconds(), faults.values().stream().mapToInt(Integer::intValue).sum(),
                evidence.committed().size(), distinct, evidence.published().size() - distinct, evidence.effects().size(),
                violations.isEmpty() ? "holds" : "BROKEN");
    }

    Set<Invariant> broken() {
        return violations.keySet();
    }

    /** The violations in words; empty if all invariants hold. */
    String complaint() {
        StringBuilder text = new StringBuilder();
        violations.forEach((invariant, found) -> {
            text.append(workload).append(": violated: ").append(invariant.clause).append('\n');
            found.stream().limit(SHOWN).forEach(violation -> text.append("  ").append(violation).append('\n'));
            if (found.size() > SHOWN) {
                text.append("  and ").append(found.size() - SHOWN).append(" more\n");
            }
        });
        return text.toString();
    }
}
