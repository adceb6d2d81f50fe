package io.quarkiverse.eventstream.operations.runtime.journal;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;

/**
 * The states of the letters of a partition: a bit for each letter and state, from the first letter that was dealt with to the last. Not
 * thread-safe.
 */
final class PartitionStates {

    private final Section letters;
    private final Map<LetterState, BitSet> bits = new EnumMap<>(LetterState.class);

    /** All open. */
    PartitionStates(Section letters) {
        if (letters.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A partition of " + letters.length() + " letters is too long: " + letters);
        }
        this.letters = letters;
    }

    Section letters() {
        return letters;
    }

    /** An entry says so. */
    void set(long offset, LetterState state) {
        remove(offset);
        bits.computeIfAbsent(state, absent -> new BitSet()).set(index(offset));
    }

    /** There is no entry any more. */
    void remove(long offset) {
        bits.values().forEach(of -> of.clear(index(offset)));
    }

    LetterState get(long offset) {
        int index = index(offset);
        for (Map.Entry<LetterState, BitSet> of : bits.entrySet()) {
            if (of.getValue().get(index)) {
                return of.getKey();
            }
        }
        return LetterState.OPEN;
    }

    /** Whether there is an entry, which has details. */
    boolean hasEntry(long offset) {
        int index = index(offset);
        return bits.values().stream().anyMatch(of -> of.get(index));
    }

    long count(LetterState state) {
        return state == LetterState.OPEN
                ? letters.length() - bits.entrySet().stream().filter(of -> of.getKey() != LetterState.OPEN)
                        .mapToLong(of -> of.getValue().cardinality()).sum()
                : bits.getOrDefault(state, new BitSet()).cardinality();
    }

    private int index(long offset) {
        return Math.toIntExact(offset - letters.from());
    }
}
