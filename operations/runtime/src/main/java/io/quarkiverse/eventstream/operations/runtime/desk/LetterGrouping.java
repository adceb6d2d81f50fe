package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterView;

/**
 * Groups letters by their cause, in a bounded number of groups. Not thread-safe.
 */
final class LetterGrouping {

    static final int MOST_GROUPS = 500;

    /** The cause of letters: all of one fingerprint, or of one exception and listener. */
    private record Cause(String fingerprint, String listener, String exception) {

        static final Cause OTHERS = new Cause(null, null, null);

        static Cause of(LetterRecord letter) {
            return letter.fingerprint() != null
                    ? new Cause(letter.fingerprint(), null, null)
                    : new Cause(null, letter.listener(), letter.exception());
        }
    }

    private static final class Group {

        private final Map<LetterState, Long> counts = new EnumMap<>(LetterState.class);
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private LetterRecord sample;

        void add(LetterRecord letter, LetterState state) {
            counts.merge(state, 1L, Long::sum);
            Instant at = letter.failedAt();
            first = at.isBefore(first) ? at : first;
            if (!at.isBefore(last)) {
                last = at;
                sample = letter.withoutValue();
            }
        }

        LetterGroup ofCause(LetterView view) {
            LetterFailure failure = view.failure(sample);
            return new LetterGroup(failure.fingerprint(), failure.listener(), failure.exception(), failure.frame(),
                    failure.message(), counts, first, last, view.id(sample.record()));
        }

        LetterGroup ofOthers(LetterView view) {
            return new LetterGroup(null, null, null, null, null, counts, first, last, view.id(sample.record()));
        }
    }

    private final LetterView view;
    private final Map<Cause, Group> groups = new HashMap<>();

    LetterGrouping(LetterView view) {
        this.view = view;
    }

    void add(LetterRecord letter, LetterState state) {
        Cause cause = Cause.of(letter);
        if (!groups.containsKey(cause) && groups.size() >= MOST_GROUPS) {
            cause = Cause.OTHERS;
        }
        groups.computeIfAbsent(cause, absent -> new Group()).add(letter, state);
    }

    /** The largest group first. */
    List<LetterGroup> groups() {
        List<LetterGroup> all = new ArrayList<>();
        groups.forEach((cause, group) -> all.add(cause.equals(Cause.OTHERS) ? group.ofOthers(view) : group.ofCause(view)));
        all.sort(Comparator.comparingLong(LetterGroup::count).reversed().thenComparing(LetterGroup::last,
                Comparator.reverseOrder()));
        return List.copyOf(all);
    }
}
