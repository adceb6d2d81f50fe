package io.quarkiverse.eventstream.runtime.model;

import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.Offset;

/**
 * The events that a listener gets, after configuration and defaults were applied.
 *
 * @param id the listener's id
 * @param topic the topic, without the prefix
 * @param names the names of the events; empty for all
 * @param group the group, without the prefix, or {@link io.quarkiverse.eventstream.OnEvent#NO_GROUP}
 * @param offset where a group without a committed offset begins; null if the listener has no offset
 * @param namespace the namespace of the events; empty for all
 */
public record ListenerSpec(String id, String topic, Set<String> names, String group, Offset offset, String namespace) {

    /** The prefix of the id of a channel's listener; the name of the channel follows. */
    public static final String CHANNEL = "channel.";

    /** For events of one name, or all if it is empty. */
    public ListenerSpec(String id, String topic, String name, String group, Offset offset, String namespace) {
        this(id, topic, name.isEmpty() ? Set.of() : Set.of(name), group, offset, namespace);
    }

    /** The names, sorted and separated by commas; empty for all. */
    public String name() {
        return names.size() == 1 ? names.iterator().next() : names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Whether it gets the events of a name. */
    public boolean hasName(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
