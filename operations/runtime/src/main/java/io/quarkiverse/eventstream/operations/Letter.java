package io.quarkiverse.eventstream.operations;

import java.util.Optional;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A dead letter, with all that is known of it. Immutable.
 *
 * @param summary id, state, failure and name of the event
 * @param record the record: key, value and headers
 * @param event the event, with the fields of its envelope and its payload; empty if the letter is undecodable, or has no value
 * @param undecodable why the letter is undecodable; empty if it is an event or has no value
 * @param origin the record that became this letter; empty if the letter does not say so
 * @param stackTrace the stack trace of the failure; empty if the letter has none
 * @param traceId the id of the trace of the last attempt, 32 hexadecimal digits; empty if it was not traced
 * @param isReference whether key, value and headers were left out, because the dead-letter topic takes no record of that size
 * @param previous the letter whose redrive ended with this one; empty if there was none
 * @param next the letter with which the redrive of this one ended; empty if there is none, or none any more
 */
public record Letter(LetterSummary summary, EventRecord record, Optional<IncomingEvent> event, Optional<String> undecodable,
        Optional<LetterOrigin> origin, Optional<String> stackTrace, Optional<String> traceId, boolean isReference,
        Optional<LetterId> previous, Optional<LetterId> next) {

    /**
     * The coordinates of the letter.
     *
     * @return that of the summary
     */
    public LetterId id() {
        return summary.id();
    }

    /**
     * What became of the letter.
     *
     * @return that of the summary
     */
    public LetterStatus status() {
        return summary.status();
    }

    /**
     * Why the record became a dead letter.
     *
     * @return that of the summary
     */
    public LetterFailure failure() {
        return summary.failure();
    }
}
