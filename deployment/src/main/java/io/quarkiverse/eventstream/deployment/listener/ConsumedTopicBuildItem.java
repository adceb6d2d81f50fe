package io.quarkiverse.eventstream.deployment.listener;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A topic that an annotated listener consumes with a group, as far as the build knows the configuration. Several listeners may consume the
 * same.
 */
public final class ConsumedTopicBuildItem extends MultiBuildItem {

    private final String stream;
    private final String topic;
    private final String group;

    /**
     * For one listener.
     *
     * @param topic the topic, without the prefix
     * @param group the group, without the prefix; empty for the default of the stream
     */
    ConsumedTopicBuildItem(String stream, String topic, String group) {
        this.stream = stream;
        this.topic = topic;
        this.group = group;
    }

    public String stream() {
        return stream;
    }

    /** Without the prefix. */
    public String topic() {
        return topic;
    }

    /** Without the prefix; empty for the default of the stream. */
    public String group() {
        return group;
    }
}
