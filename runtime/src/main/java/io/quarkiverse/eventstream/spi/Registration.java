package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.Offset;

/**
 * A listener that is being registered. Immutable.
 *
 * @param id the id of the listener
 * @param topic the topic, without the prefix
 * @param name the name of the events that the listener gets; empty for all
 * @param fullTopic the topic, with the prefix
 * @param fullGroup the group, with the prefix; null for a listener without a group
 * @param start where the group begins in a partition for which it has committed no offset
 * @param deadLetterTopic the topic of the listener's dead letters, with the prefix; it need not exist
 */
public record Registration(String id, String topic, String name, String fullTopic, String fullGroup, Offset start,
        String deadLetterTopic) {}
