package io.quarkiverse.eventstream.runtime.channels;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerRules;

/**
 * The attributes of an incoming channel, checked.
 *
 * @param topic the topic, without the prefix
 * @param names the events' names, or empty for all
 * @param types the classes of their payloads, as far as they have event types
 * @param group the group, or empty for the stream's
 * @param offset where a group without a commit begins, or null if the channel does not say
 * @param namespace the only namespace that is wanted, or empty for all
 * @param broadcast whether the channel may have several subscribers, which all get each event
 * @param broadcastKey the property that sets it, for messages
 */
record IncomingAttributes(String channel, String topic, Set<String> names, Class<?>[] types, String group, Offset offset,
        String namespace,
        Ordering ordering, String stream, boolean broadcast, String broadcastKey) {

    static final Set<String> NAMES = Set.of("topic", "name", "group", "offset", "namespace", "ordering", "stream");

    /**
     * Reads and checks the attributes. What is not configured comes from the event types of the payload.
     *
     * @param streams the names of the configured streams
     * @param types the events of a channel
     */
    static IncomingAttributes of(ChannelAttributes attributes, Set<String> streams, TypedChannels types) {
        attributes.requireKnown(NAMES, OutgoingAttributes.NAMES);
        if (attributes.atLeastOne(ChannelAttributes.CONCURRENCY, 1) > 1) {
            attributes.report(ChannelAttributes.CONCURRENCY,
                    "each of several channels of one group would get every event. For events side by"
                            + " side, set " + attributes.key("ordering") + " to key or unordered");
        }
        TypedChannels.Events events = types.of(attributes.channel());
        String topic = orElse(attributes.text("topic"), orElse(events.topic(), attributes.channel()));
        Ordering ordering = attributes.read("ordering", IncomingAttributes::ordering);
        IncomingAttributes read = new IncomingAttributes(attributes.channel(), topic, names(attributes, events),
                events.classes(),
                attributes.text("group"), attributes.read("offset", Offset::parse),
                namespace(attributes, events), ordering == null ? Ordering.PARTITION : ordering,
                attributes.stream(streams), attributes.flag("broadcast"), attributes.key("broadcast"));
        ListenerRules.violations(read.topic, read.names, read.group).forEach(attributes::reportViolation);
        return read;
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static Set<String> names(ChannelAttributes attributes, TypedChannels.Events events) {
        if (attributes.text("name").isEmpty()) {
            return events.types().keySet();
        }
        String name = attributes.emptyForAll("name");
        if (events.types().size() > 1 && !events.types().containsKey(name)) {
            attributes.report("name", "must be one of " + new TreeSet<>(events.types().keySet())
                    + ", which the payload's types have. Leave it out for all of them");
        }
        return name.isEmpty() ? Set.of() : Set.of(name);
    }

    private static String namespace(ChannelAttributes attributes, TypedChannels.Events events) {
        return attributes.text("namespace").isEmpty() ? events.namespace() : attributes.emptyForAll("namespace");
    }

    private static Ordering ordering(String text) {
        try {
            return Ordering.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an ordering: \"" + text + "\". Use partition, key or unordered", e);
        }
    }

    /** The id of the channel's listener in the configuration, and for {@code EventStream.subscription}. */
    String listenerId() {
        return ListenerSpec.CHANNEL + channel;
    }

    void define(SubscriptionDefinition subscription) {
        subscription.eventType(types).topic(topic).names(names.toArray(String[]::new)).group(group).namespace(namespace)
                .ordering(ordering);
        if (offset != null) {
            subscription.offset(offset);
        }
    }
}
