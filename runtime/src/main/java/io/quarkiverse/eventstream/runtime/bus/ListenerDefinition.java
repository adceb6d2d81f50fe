package io.quarkiverse.eventstream.runtime.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventTypeDescription;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.RecordHandler;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.TombstoneHandler;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.invoke.RecordTarget;
import io.quarkiverse.eventstream.runtime.invoke.TombstoneTarget;
import io.quarkiverse.eventstream.runtime.invoke.VersionedTarget;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;

/**
 * Defines a listener at run time.
 */
final class ListenerDefinition implements SubscriptionDefinition {

    private final String id;
    private final Subscriptions subscriptions;
    private final ListenerFactory listeners;
    private final Names streamNames;
    private String topic = "";
    private Set<String> events = Set.of();
    private String group = "";
    private String namespace = "";
    private List<EventTypeDescription> types = List.of();
    private Offset offset;
    private Ordering ordering = Ordering.PARTITION;
    /** Null until a handler is set. */
    private ListenerTarget target;
    private boolean async;
    private boolean virtualThread;
    private boolean skipReplays;

    ListenerDefinition(String id, Subscriptions subscriptions, ListenerFactory listeners, Names names) {
        this.id = Objects.requireNonNull(id, "id");
        this.subscriptions = subscriptions;
        this.listeners = listeners;
        this.streamNames = names;
    }

    @Override
    public SubscriptionDefinition topic(String topic) {
        this.topic = Objects.requireNonNull(topic, "topic");
        return this;
    }

    @Override
    public SubscriptionDefinition name(String name) {
        return Objects.requireNonNull(name, "name").isEmpty() ? names() : names(name);
    }

    @Override
    public SubscriptionDefinition names(String... names) {
        this.events = Set.of(names);
        return this;
    }

    @Override
    public SubscriptionDefinition eventType(Class<?>... types) {
        this.types = Stream.of(types).map(EventTypeDescription::family).flatMap(List::stream).toList();
        return this;
    }

    @Override
    public SubscriptionDefinition group(String group) {
        this.group = Objects.requireNonNull(group, "group");
        return this;
    }

    @Override
    public SubscriptionDefinition offset(Offset offset) {
        this.offset = Objects.requireNonNull(offset, "offset");
        return this;
    }

    @Override
    public SubscriptionDefinition namespace(String namespace) {
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        return this;
    }

    @Override
    public SubscriptionDefinition ordering(Ordering ordering) {
        this.ordering = Objects.requireNonNull(ordering, "ordering");
        return this;
    }

    @Override
    public SubscriptionDefinition handler(EventHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return target(event -> {
            handler.handle(event);
            return null;
        }, false);
    }

    @Override
    public SubscriptionDefinition asyncHandler(Function<IncomingEvent, ? extends CompletionStage<?>> handler) {
        Objects.requireNonNull(handler, "handler");
        return target(event -> Objects.requireNonNull(handler.apply(event),
                () -> "The asyncHandler of the subscription \"" + id + "\" returned null instead of a stage"), true);
    }

    @Override
    public SubscriptionDefinition tombstoneHandler(TombstoneHandler handler) {
        return target(new TombstoneTarget(Objects.requireNonNull(handler, "handler")), false);
    }

    @Override
    public SubscriptionDefinition recordHandler(RecordHandler handler) {
        return target(new RecordTarget(Objects.requireNonNull(handler, "handler")), false);
    }

    private SubscriptionDefinition target(ListenerTarget target, boolean async) {
        this.target = target;
        this.async = async;
        return this;
    }

    @Override
    public SubscriptionDefinition runOnVirtualThread() {
        this.virtualThread = true;
        return this;
    }

    @Override
    public SubscriptionDefinition skipReplays() {
        this.skipReplays = true;
        return this;
    }

    @Override
    public Subscription register() {
        topic = topic.isEmpty() ? common(EventTypeDescription::topic) : topic;
        namespace = namespace.isEmpty() ? common(EventTypeDescription::namespace) : namespace;
        if (events.isEmpty()) {
            events = types.stream().map(EventTypeDescription::name).collect(Collectors.toSet());
        }
        ListenerSpec spec = new ListenerSpec(id, topic, events, group.isEmpty() ? streamNames.defaultGroup() : group, offset,
                namespace);
        List<String> violations = new ArrayList<>(subscriptions.violations(spec));
        if (id.isBlank()) {
            violations.add("id must not be blank");
        }
        if (target == null) {
            violations.add("a handler is missing: call handler(…), asyncHandler(…), tombstoneHandler(…) or recordHandler(…)");
        } else if (target.input() != ListenerInput.EVENTS && !(events.isEmpty() && namespace.isEmpty())) {
            violations.add(target.input() == ListenerInput.TOMBSTONES
                    ? "a tombstone has neither a name nor a namespace: leave them out where there is a tombstoneHandler"
                    : "a recordHandler gets all records: leave name and namespace out");
        }
        if (async && virtualThread) {
            violations.add("an asyncHandler runs on an event loop: runOnVirtualThread() goes with handler(…)");
        }
        Listener listener = listeners.create(spec, ordering, skipReplays, execution(), versioned(), violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("The subscription \"" + id + "\" can't be registered: "
                    + String.join("; ", violations));
        }
        return subscriptions.register(List.of(listener)).get(0);
    }

    /** Empty if the types differ. */
    private String common(Function<EventTypeDescription, String> attribute) {
        Set<String> all = types.stream().map(attribute).collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : "";
    }

    private ListenerTarget versioned() {
        return target == null || types.isEmpty()
                ? target
                : new VersionedTarget(target, types.stream().collect(Collectors.toMap(EventTypeDescription::name,
                        EventTypeDescription::version, Math::max)));
    }

    private Execution execution() {
        if (async) {
            return Execution.EVENT_LOOP;
        }
        return virtualThread ? Execution.VIRTUAL_THREAD : Execution.WORKER;
    }
}
