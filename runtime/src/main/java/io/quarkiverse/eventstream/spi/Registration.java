package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.Offset;

/**
 * A listener that is being registered.
 *
 * @param id the listener's id
 * @param topic the topic, without the prefix
 * @param name the event's name; empty for all
 * @param fullTopic the topic, with the prefix
 * @param fullGroup the group, with the prefix; null for none
 * @param start where the group begins, if it has not committed
 * @param deadLetterTopic the topic of the listener's dead letters, with the prefix
 */
public record Registration(String id, String topic, String name, String fullTopic, String fullGroup, Offset start,
        String deadLetterTopic) {}
