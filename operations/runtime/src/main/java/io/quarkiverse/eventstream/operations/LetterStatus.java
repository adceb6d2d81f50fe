package io.quarkiverse.eventstream.operations;

import java.time.Instant;

/**
 * What became of a letter, and who caused it. Immutable.
 *
 * @param state the state
 * @param by the operator or the instance of the service; null for a letter without an entry in the journal
 * @param at when; null for a letter without an entry in the journal
 * @param reason why; null if none is given
 */
public record LetterStatus(LetterState state, String by, Instant at, String reason) {}
