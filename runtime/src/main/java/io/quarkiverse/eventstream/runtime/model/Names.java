package io.quarkiverse.eventstream.runtime.model;

import java.util.List;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;

/**
 * The full names of topics and groups: the prefix, a dot, and the name.
 *
 * @param prefix the prefix; empty for none
 * @param defaultGroup the group of listeners without a group attribute, without the prefix
 * @param groupLeadingDot whether the full name of a group begins with a dot if the prefix is empty
 */
public record Names(String prefix, String defaultGroup, boolean groupLeadingDot) {

    /** The names of a stream. */
    public static Names of(StreamConfig config, String applicationName) {
        return new Names(config.prefix().orElse(""), config.group().orElse(applicationName), config.groupLeadingDot());
    }

    /**
     * The full name of a topic.
     *
     * @param topic the topic, without the prefix
     */
    public String fullTopic(String topic) {
        return prefix.isEmpty() ? topic : prefix + "." + topic;
    }

    /**
     * The full names of topics, in the same order.
     *
     * @param topics the topics, without the prefix
     */
    public List<String> fullTopics(List<String> topics) {
        return prefix.isEmpty() ? topics : topics.stream().map(this::fullTopic).toList();
    }

    /**
     * The full name of a group.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}
     * @return null for no group
     */
    public String fullGroup(String group) {
        if (OnEvent.NO_GROUP.equals(group)) {
            return null;
        }
        return prefix.isEmpty() && !groupLeadingDot ? group : prefix + "." + group;
    }
}
