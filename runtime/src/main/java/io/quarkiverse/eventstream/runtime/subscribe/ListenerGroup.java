package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;

/**
 * The listeners of one topic and group, which share a consumer. {@link Subscriptions} may replace the dispatch table at any time.
 */
public final class ListenerGroup implements ObservedGroup {

    private static final Logger LOG = Logger.getLogger(ListenerGroup.class);

    private final String topic;
    private final String fullTopic;
    private final String fullGroup;
    private final Offset defaultOffset;
    private final boolean replay;
    /** Null for a topic of events. */
    private final CommandTopic commands;
    private volatile Offset begun;
    private volatile DispatchTable table = new DispatchTable(List.of());

    /** Without listeners. */
    public ListenerGroup(String topic, String fullTopic, String fullGroup, Offset defaultOffset) {
        this(topic, fullTopic, fullGroup, defaultOffset, false, null);
    }

    /** Without listeners, for a topic of commands, all of which are for listeners of the group. */
    public ListenerGroup(String topic, String fullTopic, String fullGroup, CommandTopic commands) {
        this(topic, fullTopic, fullGroup, Offset.EARLIEST, false, commands);
    }

    private ListenerGroup(String topic, String fullTopic, String fullGroup, Offset defaultOffset, boolean replay,
            CommandTopic commands) {
        this.topic = topic;
        this.fullTopic = fullTopic;
        this.fullGroup = fullGroup;
        this.defaultOffset = defaultOffset;
        this.replay = replay;
        this.commands = commands;
    }

    /** Some of the listeners, for a replay: without a group, so that nothing is committed. */
    ListenerGroup forReplay(List<Listener> listeners) {
        ListenerGroup group = new ListenerGroup(topic, fullTopic, null, defaultOffset, true, null);
        listeners.forEach(group::add);
        return group;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public String fullTopic() {
        return fullTopic;
    }

    @Override
    public String fullGroup() {
        return fullGroup;
    }

    /**
     * Where to begin when the group has not committed.
     *
     * @return the offset of a listener when consumption began, else that of the stream
     */
    public Offset startOffset() {
        if (commands != null) {
            return defaultOffset;
        }
        return begun != null ? begun : wantedOffset().orElse(defaultOffset);
    }

    /** Consumption begins: from now on the start offset is fixed. */
    void begin() {
        begun = startOffset();
    }

    Optional<Offset> wantedOffset() {
        return table.listeners().stream().map(listener -> listener.spec().offset()).filter(Objects::nonNull).findFirst();
    }

    @Override
    public Ordering ordering() {
        if (commands != null) {
            // One that fails for long must not hold up those of other keys.
            return Ordering.KEY;
        }
        List<Listener> listeners = table.listeners();
        return listeners.isEmpty() ? Ordering.PARTITION : listeners.get(0).ordering();
    }

    /** When the offsets of events are committed. */
    public CommitPoint commit() {
        List<Listener> listeners = table.listeners();
        return listeners.isEmpty() ? CommitPoint.AFTER : listeners.get(0).settings().commit();
    }

    /** Whether offsets are committed before listeners are invoked; never without a group. */
    public boolean commitsBefore() {
        return fullGroup != null && commands == null && commit() == CommitPoint.BEFORE;
    }

    /**
     * The listeners that a record may concern, by the name of its event.
     *
     * @return in the order of registration; empty if the record can be skipped undecoded
     */
    public List<Listener> candidatesFor(ConsumerRecord<byte[], byte[]> record) {
        if (commands != null) {
            return commands.recipient(record, table.listeners()).stream().toList();
        }
        byte[] value = record.value();
        return value == null ? candidatesForTombstone(record) : candidatesFor(record.headers(), value, 0, value.length);
    }

    private List<Listener> candidatesForTombstone(ConsumerRecord<byte[], byte[]> record) {
        List<Listener> candidates = table.forTombstones();
        if (candidates.isEmpty()) {
            LOG.debugf("Skipped a tombstone at %s, partition %d, offset %d: no listener of the topic takes a Tombstone",
                    record.topic(), record.partition(), record.offset());
        }
        return candidates;
    }

    /**
     * The same of a record that is not read yet.
     *
     * @param to where it ends, exclusive
     */
    public List<Listener> candidatesFor(Headers headers, byte[] bytes, int from, int to) {
        return commands == null ? table.listenersFor(headers, bytes, from, to) : table.listeners();
    }

    /** The record that listeners get for a fetched one: the same, but for a command. */
    public ConsumerRecord<byte[], byte[]> delivered(ConsumerRecord<byte[], byte[]> record) {
        return commands == null ? record : commands.delivered(record);
    }

    /** Null for a topic of events. */
    public CommandTopic commands() {
        return commands;
    }

    @Override
    public boolean isReplay() {
        return replay;
    }

    @Override
    public List<Listener> listeners() {
        return table.listeners();
    }

    public void add(Listener listener) {
        table = table.with(listener);
    }

    public void remove(Listener listener) {
        table = table.without(listener);
    }

    /** For logs: the topic, and the group if there is one. */
    @Override
    public String toString() {
        if (replay) {
            return "the replay of topic " + fullTopic;
        }
        return fullGroup == null ? "topic " + fullTopic + " without a group" : "topic " + fullTopic + ", group " + fullGroup;
    }
}
