package io.quarkiverse.eventstream.operations;

import java.util.List;
import java.util.Map;

/**
 * What a redrive would do. Immutable.
 *
 * @param count the number of letters that it would redrive
 * @param letters the first of them, at most 100
 * @param byListener their number by the id of the listener that would get them
 * @param refused the number of letters that can't be redriven, by reason
 * @param refusedLetters the first of those, at most 100
 */
public record RedrivePlan(long count, List<LetterId> letters, Map<String, Long> byListener, Map<RedriveRefusal, Long> refused,
        Map<LetterId, RedriveRefusal> refusedLetters) {

    /**
     * Copies the lists.
     *
     * @param count the number of letters that it would redrive
     * @param letters the first of them, at most 100
     * @param byListener their number by the id of the listener that would get them
     * @param refused the number of letters that can't be redriven, by reason
     * @param refusedLetters the first of those, at most 100
     */
    public RedrivePlan {
        letters = List.copyOf(letters);
        byListener = Map.copyOf(byListener);
        refused = Map.copyOf(refused);
        refusedLetters = Map.copyOf(refusedLetters);
    }
}
