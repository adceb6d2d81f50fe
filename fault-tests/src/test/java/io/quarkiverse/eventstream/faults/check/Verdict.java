package io.quarkiverse.eventstream.faults.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * What became of a run.
 *
 * @param workload its name
 * @param seconds how long it took
 * @param counts what the table says
 * @param violations of each invariant that did not hold
 */
public record Verdict(String workload, long seconds, Counts counts, Map<Check, List<String>> violations) {

    private static final int SHOWN = 5;

    /** Everything that must hold. */
    private static final List<Check> CHECKS = List.of(new NothingLost(), new NothingRefused(), new ReceiptsHold(),
            new PublishedInOrder(),
            new FirstDeliveriesInOrder(), new OneAtATime(), new DuplicatesExplained(),
            new CommittedNeverAgain(), new CommittedAsDone(),
            new NeverCommittedEarly(), new DeadLettersAsFailed(), new StoppedInTime(), new NoThreadLeaked(),
            new NoMemberLeft());

    /**
     * What the table says.
     *
     * @param faults that were injected
     * @param published events with a receipt
     * @param delivered calls of listeners that ended well
     * @param disordered first deliveries out of order
     * @param duplicates deliveries begun anew
     * @param bound how many of these the faults allow
     * @param lost events that a listener never got done
     * @param allCommitted whether the end of every partition is committed
     * @param leaked threads
     */
    public record Counts(int faults, int published, int delivered, int disordered, int duplicates, int bound, int lost,
            boolean allCommitted, long leaked) {}

    /**
     * Judges a run.
     *
     * @param workload its name
     * @param seconds how long it took
     * @param evidence all that is known of it
     * @return the verdict
     */
    public static Verdict of(String workload, long seconds, Evidence evidence) {
        Map<Check, List<String>> violations = new LinkedHashMap<>();
        for (Check check : CHECKS) {
            List<String> found = check.violations(evidence);
            if (!found.isEmpty()) {
                violations.put(check, found);
            }
        }
        Counts counts = new Counts(evidence.faults().size(), evidence.ledger().count(Kind.WRITTEN),
                evidence.ledger().count(Kind.OK), new FirstDeliveriesInOrder().violations(evidence).size(),
                DuplicatesExplained.count(evidence), DuplicatesExplained.bound(evidence),
                new NothingLost().violations(evidence).size(), CommittedAsDone.all(evidence), NoThreadLeaked.count(evidence));
        return new Verdict(workload, seconds, counts, violations);
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
            found.stream().limit(SHOWN).forEach(violation -> text.append("  ").append(violation).append('\n'));
            if (found.size() > SHOWN) {
                text.append("  and ").append(found.size() - SHOWN).append(" more\n");
            }
        });
        return text.toString();
    }
}
