package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.test.observed.ObservedRecord;

/**
 * A record that a listener cannot complete before a test advances the stopped time: the listener has failed for it, or for one that
 * precedes it.
 *
 * @param record the record
 * @param listener the listener's id
 */
public record BlockedRecord(ObservedRecord record, String listener) {}
