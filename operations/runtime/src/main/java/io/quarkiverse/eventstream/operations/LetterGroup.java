package io.quarkiverse.eventstream.operations;

import java.time.Instant;
import java.util.Map;

/**
 * Letters of one cause. Immutable. All but counts, times and sample is null for the {@linkplain #isOthers group of the rest}.
 *
 * @param fingerprint the fingerprint that the letters share; null for letters without one, which share exception and listener
 * @param listener the id of the listener; null if the letters name none, such as those of other clients
 * @param exception the class of the exception; null if the letters name none
 * @param frame the method of the application in which it was thrown, such as {@code org.acme.Billing.bill}; null if it is not known
 * @param message the message of the sample's exception; null if the sample has none
 * @param counts the number of letters in each state
 * @param first when the first of them failed
 * @param last when the last of them failed
 * @param sample the letter that failed last
 */
public record LetterGroup(String fingerprint, String listener, String exception, String frame, String message,
        Map<LetterState, Long> counts, Instant first, Instant last, LetterId sample) {

    /**
     * Copies the counts.
     *
     * @param fingerprint the fingerprint that the letters share; may be null
     * @param listener the id of the listener; may be null
     * @param exception the class of the exception; may be null
     * @param frame the method of the application in which it was thrown; may be null
     * @param message the message of the sample's exception; may be null
     * @param counts the number of letters in each state
     * @param first when the first of them failed
     * @param last when the last of them failed
     * @param sample the letter that failed last
     */
    public LetterGroup {
        counts = Map.copyOf(counts);
    }

    /**
     * The number of letters in all states.
     *
     * @return 1 or more
     */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether the letters have neither an exception nor a listener in common: they name none, or there are too many groups.
     *
     * @return true if the group names no cause
     */
    public boolean isOthers() {
        return fingerprint == null && listener == null && exception == null;
    }
}
