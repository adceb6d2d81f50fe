package io.quarkiverse.eventstream.operations;

/**
 * A line in a list of letters. Immutable.
 *
 * @param id the coordinates of the letter
 * @param status what became of it
 * @param failure why it became a dead letter
 * @param eventName the name of the event; null if the letter is undecodable
 * @param eventId the id of the event; null if the letter is undecodable or has none
 * @param key the key of the record, read as UTF-8; null if it has none
 * @param redrives how often the event was redriven before it became this letter
 */
public record LetterSummary(LetterId id, LetterStatus status, LetterFailure failure, String eventName, String eventId,
        String key,
        int redrives) {}
