package io.quarkiverse.eventstream.operations.runtime.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;

/**
 * Tests letters against a filter: the state first, which costs a bit, and the name of the event last, which may cost a parse.
 */
public final class LetterMatcher {

    private final LetterFilter filter;
    private final LetterView view;
    private final List<Predicate<LetterRecord>> conditions = new ArrayList<>();

    public LetterMatcher(LetterFilter filter, LetterView view) {
        this.filter = filter;
        this.view = view;
        equal(filter.listener(), LetterRecord::listener);
        equal(filter.group(), view::group);
        equal(filter.fingerprint(), LetterRecord::fingerprint);
        equal(filter.exception(), LetterRecord::exception);
        equal(filter.key(), LetterRecord::key);
        filter.failedFrom().ifPresent(from -> conditions.add(letter -> !letter.failedAt().isBefore(from)));
        filter.failedBefore().ifPresent(before -> conditions.add(letter -> letter.failedAt().isBefore(before)));
        equal(filter.eventName(), view::eventName);
    }

    private void equal(Optional<String> wanted, java.util.function.Function<LetterRecord, String> value) {
        wanted.ifPresent(text -> conditions.add(letter -> text.equals(value.apply(letter))));
    }

    /** Whether a test needs values of letters: only if the name of an event is asked for, which may be in its envelope only. */
    public boolean needsValues() {
        return filter.eventName().isPresent();
    }

    public boolean matches(LetterRecord letter, LetterState state) {
        return filter.states().contains(state)
                && (filter.ids().isEmpty() || filter.ids().contains(view.id(letter.record())))
                && conditions.stream().allMatch(condition -> condition.test(letter));
    }

    /** The sections that may have matching letters. */
    public List<Section> narrowed(List<Section> sections) {
        if (filter.ids().isEmpty()) {
            return sections;
        }
        return sections.stream().map(section -> {
            LongStream offsets = filter.ids().stream()
                    .filter(id -> id.topic().equals(view.topic()) && id.partition() == section.partition())
                    .mapToLong(LetterId::offset);
            long[] sorted = offsets.sorted().toArray();
            return sorted.length == 0
                    ? section.endingAt(section.from())
                    : section.startingAt(sorted[0]).endingAt(sorted[sorted.length - 1] + 1);
        }).toList();
    }
}
