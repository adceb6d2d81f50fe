package io.quarkiverse.eventstream.runtime.model;

import java.util.List;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;

/**
 * The full names of topics and groups: the prefix goes before them, with a dot between.
 *
 * @param prefix the prefix; empty for none
 * @param defaultGroup the group of listeners that name none, without the prefix
 * @param groupLeadingDot whether a group is written with a leading dot where the prefix is empty
 */
public record Names(String prefix, String defaultGroup, boolean groupLeadingDot) {

    /** The names of a stream. */
    public static Names of(StreamConfig config, String applicationName) {
        return new Names(config.prefix().orElse(""), config.group().orElse(applicationName), config.groupLeadingDot());
    }

    /**
     * The topic on the broker.
     *
     * @param topic the topic, without the prefix
     * @return with the prefix
     */
    public String fullTopic(String topic) {
        return prefix.isEmpty() ? topic : prefix + "." + topic;
    }

    /**
     * The topics on the broker.
     *
     * @param topics without the prefix
     * @return with the prefix, in the same order
     */
    public List<String> fullTopics(List<String> topics) {
        return prefix.isEmpty() ? topics : topics.stream().map(this::fullTopic).toList();
    }

    /**
     * The group on the broker.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}
     * @return with the prefix, or null for no group
     */
    public String fullGroup(String group) {
        if (OnEvent.NO_GROUP.equals(group)) {
            return null;
        }
        return prefix.isEmpty() && !groupLeadingDot ? group : prefix + "." + group;
    }
}
