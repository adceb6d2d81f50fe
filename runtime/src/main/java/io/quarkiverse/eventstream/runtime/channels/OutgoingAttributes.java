package io.quarkiverse.eventstream.runtime.channels;

import java.util.Set;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerRules;

/**
 * What the messages of an outgoing channel become, as far as they don't say it themselves.
 *
 * @param channel the channel's name
 * @param topic the topic, without the prefix
 * @param name the event's name, or empty if each message says it
 * @param namespace the event's namespace, or empty if each message says it
 * @param stream the stream's name
 * @param maxInflight how many events may be in flight
 * @param nameKey the key that sets the name, for messages
 */
record OutgoingAttributes(String channel, String topic, String name, String namespace, String stream, int maxInflight,
        String nameKey) {

    /** The attributes that there are. */
    static final Set<String> NAMES = Set.of("topic", "name", "namespace", "stream", "max-inflight");

    static final int MAX_INFLIGHT = 1024;

    /**
     * Reads and checks them.
     *
     * @param streams the names of the streams that there are
     */
    static OutgoingAttributes of(ChannelAttributes attributes, Set<String> streams) {
        attributes.requireKnown(NAMES, IncomingAttributes.NAMES);
        String topic = attributes.text("topic");
        OutgoingAttributes read = new OutgoingAttributes(attributes.channel(), topic.isEmpty() ? attributes.channel() : topic,
                attributes.text("name"), attributes.text("namespace"), attributes.stream(streams),
                attributes.atLeastOne("max-inflight", MAX_INFLIGHT), attributes.key("name"));
        ListenerRules.violations(read.topic, read.name, "", read.namespace).forEach(attributes::violation);
        if (!read.name.isEmpty() && read.namespace.isEmpty()) {
            attributes.problem("namespace", "is not set, and each event has one. Set it, or take " + read.nameKey
                    + " away and let each message say both");
        }
        return read;
    }
}
