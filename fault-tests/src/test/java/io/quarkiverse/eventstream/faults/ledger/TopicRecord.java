package io.quarkiverse.eventstream.faults.ledger;

import io.quarkiverse.eventstream.faults.worker.EventId;

/**
 * What a foreign client finds on a topic.
 *
 * @param place where
 * @param key the number of the record's key
 * @param id the event's id
 */
public record TopicRecord(Place place, int key, EventId id) {}
