package io.quarkiverse.eventstream.test.assertion;

import java.util.List;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Criterion.Kind;

/**
 * Checks observations against criteria. Code of the test runs only for events that meet all comparisons: it may rely on them, such
 * as on the type of the payload of events with a given name.
 *
 * @param criteria the criteria
 */
record Matching(List<Criterion> criteria) {

    boolean holdsFor(Seen<?> seen) {
        return brokenBy(seen).isEmpty();
    }

    /** The comparisons that do not hold; if all hold, the conditions in code that do not. */
    List<Criterion> brokenBy(Seen<?> seen) {
        List<Criterion> compared = criteria.stream()
                .filter(criterion -> criterion.kind() == Kind.COMPARISON && !criterion.holds().test(seen)).toList();
        return compared.isEmpty()
                ? criteria.stream().filter(criterion -> criterion.kind() == Kind.CODE && !test(criterion, seen)).toList()
                : compared;
    }

    /** Whether an observation meets at least one criterion. */
    boolean isNear(Seen<?> seen) {
        List<Criterion> broken = brokenBy(seen);
        boolean compared = !broken.isEmpty() && broken.get(0).kind() == Kind.COMPARISON;
        return broken.size() < criteria.stream().filter(criterion -> !compared || criterion.kind() == Kind.COMPARISON).count();
    }

    private static boolean test(Criterion criterion, Seen<?> seen) {
        try {
            return criterion.holds().test(seen);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionFailedError("The condition \"" + criterion.phrase() + "\" threw " + e + " for:\n    "
                    + seen.line().get(), e);
        }
    }
}
