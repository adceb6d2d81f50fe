package io.quarkiverse.eventstream.operations.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.operations.LetterState;

class PartitionCountTest {

    private final long[] open = new long[3];

    @Test
    void lettersAreOpenUntilTheJournalSaysOtherwise() {
        PartitionCount count = new PartitionCount(1000);
        count.add(1000, 0, open);
        count.add(1001, 1, open);
        // A transaction ends at 1002.
        count.add(1003, 1, open);

        count.set(1001, LetterState.REDRIVEN, open);
        count.set(1001, LetterState.RESOLVED, open);
        count.set(1002, LetterState.DISCARDED, open);
        count.set(999, LetterState.DISCARDED, open);
        count.set(5000, LetterState.DISCARDED, open);
        assertThat(open).containsExactly(1, 1, 0);

        count.set(1001, LetterState.OPEN, open);
        assertThat(open).containsExactly(1, 2, 0);
    }

    @Test
    void whatRetentionDeletesIsNotOpen() {
        PartitionCount count = new PartitionCount(0);
        count.add(0, 0, open);
        count.add(1, 0, open);
        count.add(2, 1, open);
        count.set(1, LetterState.DISCARDED, open);

        count.startAt(2, open);
        assertThat(open).containsExactly(0, 1, 0);
        count.set(2, LetterState.RESOLVED, open);
        count.startAt(1_000_000_000_000L, open);
        assertThat(open).containsExactly(0, 0, 0);
        assertThat(count.to()).isEqualTo(1_000_000_000_000L);
        count.add(1_000_000_000_001L, 2, open);
        assertThat(open).containsExactly(0, 0, 1);
    }

    /** The same as a map of all letters says. */
    @Test
    void theCountIsRightAfterManySteps() {
        Random random = new Random(7);
        PartitionCount count = new PartitionCount(50);
        TreeMap<Long, Integer> openLetters = new TreeMap<>();
        TreeMap<Long, Integer> letters = new TreeMap<>();
        long next = 50;
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(100);
            if (choice < 60 || letters.isEmpty()) {
                int listener = random.nextInt(3);
                count.add(next, listener, open);
                letters.put(next, listener);
                openLetters.put(next, listener);
                next += 1 + random.nextInt(3);
            } else if (choice < 98) {
                long offset = letters.firstKey() + random.nextInt((int) (next - letters.firstKey()));
                LetterState state = random.nextInt(4) == 0 ? LetterState.OPEN : LetterState.RESOLVED;
                count.set(offset, state, open);
                if (state == LetterState.OPEN && letters.containsKey(offset)) {
                    openLetters.put(offset, letters.get(offset));
                } else {
                    openLetters.remove(offset);
                }
            } else {
                long first = letters.firstKey() + random.nextInt(50);
                count.startAt(first, open);
                letters.headMap(first).clear();
                openLetters.headMap(first).clear();
                next = Math.max(next, first);
            }
        }

        for (int listener = 0; listener < open.length; listener++) {
            int wanted = listener;
            assertThat(open[listener]).isEqualTo(openLetters.values().stream().filter(each -> each == wanted).count());
        }
    }
}
