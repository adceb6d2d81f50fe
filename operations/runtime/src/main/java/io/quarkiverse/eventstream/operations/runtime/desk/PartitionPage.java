package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;

/**
 * The letters that a partition contributes to a page at most, and the offsets that were searched for them.
 *
 * @param letters in the order of the page
 * @param searched what was searched
 * @param left what was not searched, next to it
 */
record PartitionPage(List<LetterSummary> letters, Section searched, Section left) {

    /** How many offsets the first search backwards covers for each letter of a page, and how many one covers at most. */
    private static final int OFFSETS_FOR_EACH = 2;
    private static final int MOST_OFFSETS = 50_000;

    /** Searches a section forwards. */
    interface Search {

        /** Gives each matching letter to the taker, until that returns false. */
        void run(Section section, Taker taker);
    }

    /** Gets the matching letters. */
    interface Taker {

        boolean take(LetterSummary letter);
    }

    /** The first letters of a section. */
    static PartitionPage oldest(Section section, int limit, Search search) {
        List<LetterSummary> found = new ArrayList<>();
        search.run(section, letter -> {
            found.add(letter);
            return found.size() < limit;
        });
        long end = found.size() < limit ? section.to() : found.get(limit - 1).id().offset() + 1;
        return new PartitionPage(found, section.endingAt(end), section.startingAt(end));
    }

    /** The last letters of a section, the very last first: searches ever larger parts from its end. */
    static PartitionPage newest(Section section, int limit, Search search) {
        List<LetterSummary> found = new ArrayList<>();
        long begin = section.to();
        int length = limit * OFFSETS_FOR_EACH;
        while (found.size() < limit && begin > section.from()) {
            Section part = section.startingAt(begin - length).endingAt(begin);
            Deque<LetterSummary> last = new ArrayDeque<>();
            int room = limit - found.size();
            search.run(part, letter -> {
                last.add(letter);
                if (last.size() > room) {
                    last.remove();
                }
                return true;
            });
            List<LetterSummary> reversed = new ArrayList<>(last);
            Collections.reverse(reversed);
            found.addAll(reversed);
            begin = found.size() < limit ? part.from() : found.get(limit - 1).id().offset();
            length = Math.min(length * 2, MOST_OFFSETS);
        }
        return new PartitionPage(found, section.startingAt(begin), section.endingAt(begin));
    }
}
