package io.quarkiverse.eventstream.runtime.bus;

import java.util.Objects;
import java.util.Set;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.ReplayDefinition;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;

/**
 * Defines a replay.
 */
final class ReplayRequest implements ReplayDefinition {

    private final String topic;
    private final Subscriptions subscriptions;
    private final Names names;
    private String group = "";
    private Offset from = Offset.EARLIEST;
    private Offset to = Offset.LATEST;
    private Set<String> listeners = Set.of();

    ReplayRequest(String topic, Subscriptions subscriptions, Names names) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.subscriptions = subscriptions;
        this.names = names;
    }

    @Override
    public ReplayDefinition group(String group) {
        this.group = Objects.requireNonNull(group, "group");
        return this;
    }

    @Override
    public ReplayDefinition from(Offset from) {
        this.from = Objects.requireNonNull(from, "from");
        return this;
    }

    @Override
    public ReplayDefinition to(Offset to) {
        this.to = Objects.requireNonNull(to, "to");
        return this;
    }

    @Override
    public ReplayDefinition listeners(String... ids) {
        this.listeners = Set.of(ids);
        return this;
    }

    @Override
    public Replay start() {
        return subscriptions.replay(topic, group.isEmpty() ? names.defaultGroup() : group, listeners, from, to);
    }
}
