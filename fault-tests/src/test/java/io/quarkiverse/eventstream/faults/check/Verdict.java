package io.quarkiverse.eventstream.faults.check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * What became of a run.
 *
 * @param workload its name
 * @param took how long it took
 * @param counts what the table says
 * @param violations of each invariant that did not hold
 */
public record Verdict(String workload, Duration took, Counts counts, Map<Check, Violations> violations) {

    private static final int SHOWN = 5;

    /** Everything that must hold. */
    private static final List<Check> CHECKS = List.of(new NothingLost(), new NothingElseDelivered(), new NothingRefused(),
            new ReceiptsHold(), new PublishedInOrder(),
            new FirstDeliveriesInOrder(), new OneAtATime(), new DuplicatesExplained(),
            new CommittedNeverAgain(), new CommittedAsDone(),
            new NeverCommittedEarly(), new DeadLettersAsFailed(), new StoppedInTime(), new NoThreadLeaked(),
            new NoMemberLeft());

    /**
     * What the table says.
     *
     * @param faults that were injected
     * @param published events with a receipt
     * @param rate how many of these a second, outages included
     * @param delivered calls of listeners that ended well
     * @param disordered first deliveries out of order
     * @param duplicates deliveries begun anew
     * @param bound how many of these the faults allow
     * @param lost events that a listener never got done
     * @param allCommitted whether the end of every partition is committed
     * @param leaked threads
     */
    public record Counts(int faults, long published, long rate, long delivered, long disordered, long duplicates, long bound,
            long lost,
            boolean allCommitted, long leaked) {}

    /**
     * Judges a run.
     *
     * @param workload its name
     * @param took how long it took
     * @param load for how long events were published
     * @param evidence all that is known of it
     * @return the verdict
     */
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
                CommittedAsDone.all(evidence), NoThreadLeaked.count(evidence));
        return new Verdict(workload, took, counts, violations);
    }

    private static long count(Map<Check, Violations> violations, Class<? extends Check> type) {
        return violations.entrySet().stream().filter(broken -> type.isInstance(broken.getKey()))
                .mapToLong(broken -> broken.getValue().count()).sum();
    }

    /**
     * The invariants that did not hold.
     *
     * @return the classes of their checks
     */
    public Set<Class<? extends Check>> broken() {
        return Set.copyOf(violations.keySet().stream().<Class<? extends Check>>map(Check::getClass).toList());
    }

    /**
     * What did not hold, in words.
     *
     * @return several lines; empty if everything held
     */
    public String complaint() {
        StringBuilder text = new StringBuilder();
        violations.forEach((check, found) -> {
            text.append(workload).append(": it does not hold that ").append(check.invariant()).append('\n');
            found.first().stream().limit(SHOWN).forEach(violation -> text.append("  ").append(violation).append('\n'));
            if (found.count() > SHOWN) {
                text.append("  and ").append(found.count() - SHOWN).append(" more\n");
            }
        });
        return text.toString();
    }
}
