package io.quarkiverse.eventstream.operations;

import java.util.List;
import java.util.Optional;

/**
 * A page of letters. Immutable.
 *
 * @param letters the letters, in the order that was asked for; none if no letter is left
 * @param next the position of the next page, for {@link PageRequest#at}; empty if there is none
 */
public record LetterPage(List<LetterSummary> letters, Optional<String> next) {

    /**
     * Copies the letters.
     *
     * @param letters the letters, in the order that was asked for
     * @param next the position of the next page; empty if there is none
     */
    public LetterPage {
        letters = List.copyOf(letters);
    }
}
