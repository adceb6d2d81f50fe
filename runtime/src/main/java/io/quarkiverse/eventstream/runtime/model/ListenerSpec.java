package io.quarkiverse.eventstream.runtime.model;

import io.quarkiverse.eventstream.Offset;

/**
 * What a listener listens to, after configuration and defaults have been applied.
 *
 * @param id the listener's id
 * @param topic the topic, without the prefix
 * @param name the event's name, or empty for all
 * @param group the group, without the prefix, or {@link io.quarkiverse.eventstream.OnEvent#NO_GROUP}
 * @param offset where a new group begins, or null if the listener doesn't say
 * @param namespace the only namespace wanted, or empty for all
 */
public record ListenerSpec(String id, String topic, String name, String group, Offset offset, String namespace) {

    /** What the id of a listener that stands for a channel begins with; the channel's name follows. */
    public static final String CHANNEL = "channel.";
}
