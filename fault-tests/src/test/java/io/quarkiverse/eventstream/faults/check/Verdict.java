package io.quarkiverse.eventstream.faults.check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * The verdict on a run.
 *
 * @param workload its name
 * @param took how long it took
 * @param counts the numbers for the table
 * @param violations the violations of each invariant that did not hold
 */
public record Verdict(String workload, Duration took, Counts counts, Map<Check, Violations> violations) {

    private static final int SHOWN = 5;

    /** All invariants. */
    private static final List<Check> CHECKS = List.of(new NothingLost(), new NothingElseDelivered(), new NothingRefused(),
            new ReceiptsHold(), new PublishedInOrder(),
            new FirstDeliveriesInOrder(), new OneAtATime(), new DuplicatesExplained(),
            new CommittedNeverAgain(), new CommittedAsSettled(),
            new NeverCommittedEarly(), new DeadLettersAsFailed(), new StoppedInTime(), new NoThreadLeaked(),
            new NoMemberLeft());

    /**
     * The numbers for the table.
     *
     * @param faults that were injected
     * @param published events with a receipt
     * @param rate the number of these a second, outages included
     * @param delivered successful invocations
     * @param disordered first deliveries out of order
     * @param duplicates repeated deliveries
     * @param bound the number of these that the faults allow
     * @param lost events that a listener never completed
     * @param allCommitted whether the end of every partition is committed
     * @param leaked threads
     */
    public record Counts(int faults, long published, long rate, long delivered, long disordered, long duplicates, long bound,
            long lost,
            boolean allCommitted, long leaked) {}

    /** Judges a run. */
    public static Verdict of(String workload, Duration took, Duration load, Evidence evidence) {
        Map<Check, Violations> violations = new LinkedHashMap<>();
        for (Check check : CHECKS) {
            Violations found = check.violations(evidence);
            if (found.count() > 0) {
                violations.put(check, found);
            }
        }
        Counts counts = new Counts(evidence.faults().size(), evidence.ledger().count(Kind.WRITTEN),
                evidence.ledger().count(Kind.WRITTEN) * 1_000 / Math.max(1, load.toMillis()),
                evidence.ledger().count(Kind.OK), count(violations, FirstDeliveriesInOrder.class),
                evidence.ledger().repetitions(), DuplicatesExplained.bound(evidence), count(violations, NothingLost.class),
                CommittedAsSettled.all(evidence), NoThreadLeaked.count(evidence));
        return new Verdict(workload, took, counts, violations);
    }

    private static long count(Map<Check, Violations> violations, Class<? extends Check> type) {
        return violations.entrySet().stream().filter(broken -> type.isInstance(broken.getKey()))
                .mapToLong(broken -> broken.getValue().count()).sum();
    }

    /** The invariants that did not hold. */
    public Set<Class<? extends Check>> broken() {
        return Set.copyOf(violations.keySet().stream().<Class<? extends Check>>map(Check::getClass).toList());
    }

    /**
     * The violations in words.
     *
     * @return several lines; empty if all invariants hold
     */
    public String complaint() {
        StringBuilder text = new StringBuilder();
        violations.forEach((check, found) -> {
            text.append(workload).append(": violated: ").append(check.invariant()).append('\n');
            found.first().stream().limit(SHOWN).forEach(violation -> text.append("  ").append(violation).append('\n'));
            if (found.count() > SHOWN) {
                text.append("  and ").append(found.count() - SHOWN).append(" more\n");
            }
        });
        return text.toString();
    }
}
