package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.test.ObservedRecord;

/**
 * A record that a listener does not get before the time, which a test has stopped, is advanced: the listener has failed for it, or for
 * one that goes before it.
 *
 * @param record the record
 * @param listener the listener's id
 */
public record BlockedRecord(ObservedRecord record, String listener) {}
