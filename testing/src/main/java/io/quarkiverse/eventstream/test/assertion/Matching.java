package io.quarkiverse.eventstream.test.assertion;

import java.util.List;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Criterion.Kind;

/**
 * Which conditions something fulfils. Code of the test is asked only about events that all comparisons hold for: it may rely on
 * them, and read a payload as what events of that name have.
 *
 * @param criteria the conditions
 */
record Matching(List<Criterion> criteria) {

    boolean holdsFor(Seen<?> seen) {
        return brokenBy(seen).isEmpty();
    }

    /** The comparisons that do not hold, or else the code that says no. */
    List<Criterion> brokenBy(Seen<?> seen) {
        List<Criterion> compared = criteria.stream()
                .filter(criterion -> criterion.kind() == Kind.COMPARISON && !criterion.holds().test(seen)).toList();
        return compared.isEmpty()
                ? criteria.stream().filter(criterion -> criterion.kind() == Kind.CODE && !asked(criterion, seen)).toList()
                : compared;
    }

    /** Whether something fulfils one condition or more, and so comes near. */
    boolean isNear(Seen<?> seen) {
        List<Criterion> broken = brokenBy(seen);
        boolean compared = !broken.isEmpty() && broken.get(0).kind() == Kind.COMPARISON;
        return broken.size() < criteria.stream().filter(criterion -> !compared || criterion.kind() == Kind.COMPARISON).count();
    }

    private static boolean asked(Criterion criterion, Seen<?> seen) {
        try {
            return criterion.holds().test(seen);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionFailedError("The condition \"" + criterion.phrase() + "\" threw " + e + " for:\n    "
                    + seen.line().get(), e);
        }
    }
}
