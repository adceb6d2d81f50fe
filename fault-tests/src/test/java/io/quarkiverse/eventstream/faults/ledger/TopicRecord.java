package io.quarkiverse.eventstream.faults.ledger;

/**
 * What a foreign client finds on the topic.
 *
 * @param place where
 * @param key the record's key; empty if it has none
 * @param id the event's id
 */
public record TopicRecord(Place place, String key, String id) {}
