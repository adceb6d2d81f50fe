package io.quarkiverse.eventstream.runtime.channels;

import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerRules;

/**
 * The attributes of an outgoing channel, checked: defaults for the events of its messages.
 *
 * @param topic the topic, without the prefix; empty if each message has its own, or none, and then it is the channel's name
 * @param name the event's name, or empty if each message has its own
 * @param namespace the event's namespace, or empty if each message has its own
 * @param maxInflight how many events may be in flight
 * @param nameKey the property that sets the name, for messages
 */
record OutgoingAttributes(String channel, String topic, String name, String namespace, String stream, int maxInflight,
        String nameKey) {

    static final Set<String> NAMES = Set.of("topic", "name", "namespace", "stream", "max-inflight");

    static final int MAX_INFLIGHT = 1024;

    /**
     * Reads and checks the attributes.
     *
     * @param streams the names of the configured streams
     * @param formats the wire format of a stream
     */
    static OutgoingAttributes of(ChannelAttributes attributes, Set<String> streams, Function<String, WireFormat> formats) {
        attributes.requireKnown(NAMES, IncomingAttributes.NAMES);
        String topic = attributes.text("topic");
        OutgoingAttributes read = new OutgoingAttributes(attributes.channel(), topic,
                attributes.text("name"), attributes.text("namespace"), attributes.stream(streams),
                attributes.atLeastOne("max-inflight", MAX_INFLIGHT), attributes.key("name"));
        ListenerRules.violations(topic.isEmpty() ? read.channel : topic, read.name, "").forEach(attributes::reportViolation);
        if (!formats.apply(read.stream).hasStrictNamespaces()) {
            return read;
        }
        if (!read.namespace.isEmpty()) {
            ListenerRules.checkNamespace(read.namespace).ifPresent(attributes::reportViolation);
        } else if (!read.name.isEmpty()) {
            attributes.report("namespace", "is not set, and each event has one. Set it, or take " + read.nameKey
                    + " away and let each message say both");
        }
        return read;
    }
}
