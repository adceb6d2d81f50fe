package io.quarkiverse.eventstream.runtime.listen;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.eventstream.Offset;

/**
 * The listeners of one topic and group, which share a consumer. The table may be replaced at any time by
 * {@link Subscriptions}; a record is dispatched by the table of its moment.
 */
public final class ListenerGroup {

    private final String topic;
    private final String fullTopic;
    private final String fullGroup;
    private volatile DispatchTable table = new DispatchTable(List.of());

    ListenerGroup(String topic, String fullTopic, String fullGroup) {
        this.topic = topic;
        this.fullTopic = fullTopic;
        this.fullGroup = fullGroup;
    }

    /**
     * The topic that listeners asked for.
     *
     * @return without the prefix
     */
    public String topic() {
        return topic;
    }

    /**
     * The topic to consume.
     *
     * @return with the prefix
     */
    public String fullTopic() {
        return fullTopic;
    }

    /**
     * The group to consume with.
     *
     * @return with the prefix; null where every instance reads everything
     */
    public String fullGroup() {
        return fullGroup;
    }

    /**
     * Where to begin when the group has not committed.
     *
     * @return what a listener says, else {@link Offset#LATEST}
     */
    public Offset startOffset() {
        return wantedOffset().orElse(Offset.LATEST);
    }

    Optional<Offset> wantedOffset() {
        return table.listeners().stream().map(listener -> listener.spec().offset()).filter(Objects::nonNull).findFirst();
    }

    /**
     * The listeners that a record may concern, as far as its name tells.
     *
     * @param name the event's name, or null if only decoding can tell
     * @return in the order of registration; empty if the record can be skipped undecoded
     */
    List<Listener> candidatesFor(String name) {
        return name == null ? table.listeners() : table.listenersFor(name);
    }

    /** Whether its events were delivered before, and are delivered again because somebody asked for it. */
    boolean isReplay() {
        return false;
    }

    /**
     * The listeners as they are at the moment.
     *
     * @return in the order of registration
     */
    public List<Listener> listeners() {
        return table.listeners();
    }

    void add(Listener listener) {
        table = table.with(listener);
    }

    void remove(Listener listener) {
        table = table.without(listener);
    }

    /** For logs: the topic, and the group if there is one. */
    @Override
    public String toString() {
        return fullGroup == null ? "topic " + fullTopic + " without a group" : "topic " + fullTopic + ", group " + fullGroup;
    }
}
