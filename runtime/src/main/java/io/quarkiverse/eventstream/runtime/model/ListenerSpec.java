package io.quarkiverse.eventstream.runtime.model;

import io.quarkiverse.eventstream.Offset;

/**
 * The events that a listener gets, after configuration and defaults were applied.
 *
 * @param id the listener's id
 * @param topic the topic, without the prefix
 * @param name the name of the events; empty for all
 * @param group the group, without the prefix, or {@link io.quarkiverse.eventstream.OnEvent#NO_GROUP}
 * @param offset where a group without a committed offset begins; null if the listener has no offset
 * @param namespace the namespace of the events; empty for all
 */
public record ListenerSpec(String id, String topic, String name, String group, Offset offset, String namespace) {

    /** The prefix of the id of a channel's listener; the name of the channel follows. */
    public static final String CHANNEL = "channel.";
}
