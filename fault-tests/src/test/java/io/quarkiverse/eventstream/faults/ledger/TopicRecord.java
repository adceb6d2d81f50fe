package io.quarkiverse.eventstream.faults.ledger;

import io.quarkiverse.eventstream.faults.worker.EventId;

/**
 * A record of a topic, as another client reads it.
 *
 * @param coordinates its coordinates
 * @param key the number of the record's key
 * @param id the event's id
 */
public record TopicRecord(Coordinates coordinates, int key, EventId id) {}
