package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.envelope.NameRules;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.Registration;

/**
 * The listeners of a stream. Those of one topic and group share a consumer, from the registration of the first to the cancellation of the
 * last. Thread-safe.
 */
public final class Subscriptions {

    private final Consumptions consumers;
    private final Consumer<Registration> registrations;
    private final Names names;
    private final Offset offset;
    private final Set<String> idsOfApplication;
    private final UserStages stages;
    private final Replays replays;
    private final FurtherConsumption further;

    // Guarded by this.
    private final Map<String, ActiveSubscription> byId = new TreeMap<>();
    private final Map<List<String>, ListenerGroup> groups = new HashMap<>();
    private final Map<ListenerGroup, Consumption> consumptions = new HashMap<>();
    private boolean closed;

    /**
     * Subscriptions of a stream without listeners.
     *
     * @param registrations called for each listener before its topic is consumed
     * @param offset where a group without commits begins, unless a listener says otherwise
     * @param idsOfApplication the ids in use on all streams; concurrent, and shared
     */
    public Subscriptions(Consumptions consumers, Consumer<Registration> registrations, Names names, Offset offset,
            Set<String> idsOfApplication, Executor callbacks, FurtherConsumption further) {
        this.consumers = consumers;
        this.registrations = registrations;
        this.names = names;
        this.offset = offset;
        this.idsOfApplication = idsOfApplication;
        this.stages = new UserStages(callbacks);
        this.replays = new Replays(consumers, stages);
        this.further = further;
    }

    /**
     * The rules that the names of a listener break.
     *
     * @return a sentence for each; empty if there are none
     */
    public List<String> violations(ListenerSpec spec) {
        List<String> violations = ListenerRules.violations(spec.topic(), spec.names(), spec.group());
        if (violations.isEmpty()) {
            String topic = names.fullTopic(spec.topic());
            ListenerRules.check("topic", topic, NameRules.kafkaTopic(topic), violations);
        }
        return violations;
    }

    /**
     * Registers listeners with legal names, all or none, and then begins to consume for them.
     *
     * @return their subscriptions, in the same order
     * @throws IllegalStateException if an id is in use, or the application is stopping
     * @throws IllegalArgumentException if a listener and its group differ in offset or ordering
     */
    public synchronized List<Subscription> register(List<Listener> listeners) {
        check(listeners);
        List<Subscription> subscriptions = new ArrayList<>();
        Set<ListenerGroup> concerned = new LinkedHashSet<>();
        for (Listener listener : listeners) {
            ListenerSpec spec = listener.spec();
            ListenerGroup group = groups.computeIfAbsent(key(spec), key -> newGroup(spec));
            group.add(listener);
            concerned.add(group);
            ActiveSubscription subscription = new ActiveSubscription(listener, this, stages);
            byId.put(spec.id(), subscription);
            subscriptions.add(subscription);
        }
        try {
            concerned.stream().filter(group -> !consumptions.containsKey(group)).forEach(ListenerGroup::begin);
            listeners.forEach(listener -> registrations.accept(registration(listener)));
            concerned.forEach(this::consume);
        } catch (RuntimeException e) {
            listeners.forEach(this::takeBack);
            throw e;
        }
        listeners.forEach(listener -> consumption(listener.spec())
                .ifPresent(consumption -> listener.observation().registered(listener, consumption)));
        listeners.forEach(further::registered);
        return subscriptions;
    }

    private ListenerGroup newGroup(ListenerSpec spec) {
        return new ListenerGroup(spec.topic(), names.fullTopic(spec.topic()), names.fullGroup(spec.group()), offset);
    }

    private Registration registration(Listener listener) {
        ListenerSpec spec = listener.spec();
        ListenerGroup group = groups.get(key(spec));
        return new Registration(spec.id(), spec.topic(), spec.name(), group.fullTopic(), group.fullGroup(), group.startOffset(),
                listener.settings().deadLetterTopic());
    }

    private void consume(ListenerGroup group) {
        Consumption known = consumptions.get(group);
        if (known == null) {
            consumptions.put(group, consumers.consume(group));
        } else {
            known.listenersChanged();
        }
    }

    /** Undoes a registration. */
    private void takeBack(Listener listener) {
        ListenerSpec spec = listener.spec();
        byId.remove(spec.id());
        idsOfApplication.remove(spec.id());
        ListenerGroup group = groups.get(key(spec));
        if (group.listeners().size() > 1) {
            group.remove(listener);
        } else {
            groups.remove(key(spec));
            Consumption begun = consumptions.remove(group);
            if (begun != null) {
                begun.stop();
            }
        }
    }

    /** All rules before anything changes, so that either all listeners are registered or none. Takes the ids. */
    private void check(List<Listener> listeners) {
        Map<List<String>, SharedConsumer> shared = new HashMap<>();
        Set<String> taken = new HashSet<>();
        try {
            for (Listener listener : listeners) {
                ListenerSpec spec = listener.spec();
                requireOpen(spec);
                shared.computeIfAbsent(key(spec), this::consumer).add(listener.member()).stream().findFirst()
                        .ifPresent(violation -> {
                            throw new IllegalArgumentException(violation.of("The listener " + spec.id()));
                        });
                requireFreeId(spec);
                taken.add(spec.id());
            }
        } catch (RuntimeException e) {
            idsOfApplication.removeAll(taken);
            throw e;
        }
    }

    /** With its listeners, and the offset at which it began. */
    private SharedConsumer consumer(List<String> key) {
        SharedConsumer consumer = new SharedConsumer();
        ListenerGroup group = groups.get(key);
        if (group != null) {
            consumer.add(new SharedConsumer.Member("the consumer", group.startOffset(), group.ordering(),
                    group.commit()));
        }
        return consumer;
    }

    private void requireOpen(ListenerSpec spec) {
        if (closed) {
            throw new IllegalStateException("The listener " + spec.id()
                    + " can't be registered: the application is stopping");
        }
    }

    private void requireFreeId(ListenerSpec spec) {
        if (!idsOfApplication.add(spec.id())) {
            throw new IllegalStateException("There is a listener with the id \"" + spec.id()
                    + "\" already. Give this one another id, or cancel the other first");
        }
    }

    /**
     * The subscription with an id, if there is one.
     */
    public synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All subscriptions, sorted by id. */
    public synchronized List<Subscription> all() {
        return List.copyOf(byId.values());
    }

    /** All registered listeners with their state, sorted by id. */
    public synchronized List<RegisteredListener> listeners() {
        return byId.values().stream().map(ActiveSubscription::listener)
                .map(listener -> new RegisteredListener(registration(listener), listener, listener.stopReason(),
                        consumptions.get(groups.get(key(listener.spec())))))
                .toList();
    }

    /**
     * The health of all listeners, including those of replays, sorted by name.
     *
     * @param stuckAfter for how long one event may stay unsettled
     */
    public synchronized List<ListenerHealth> health(Duration stuckAfter) {
        Stream<ListenerHealth> live = consumptions.entrySet().stream()
                .flatMap(entry -> ListenerHealth.of(entry.getKey(), entry.getValue(), stuckAfter));
        return Stream.of(live, replays.health(stuckAfter), further.health(stuckAfter)).flatMap(health -> health)
                .sorted(Comparator.comparing(ListenerHealth::name)).toList();
    }

    /** Takes no further registrations. */
    public synchronized void close() {
        closed = true;
        further.close();
    }

    CompletionStage<Void> cancel(Listener listener) {
        CompletionStage<Void> ended;
        synchronized (this) {
            ListenerSpec spec = listener.spec();
            byId.remove(spec.id());
            further.cancelled(listener);
            ListenerGroup group = groups.get(key(spec));
            if (group.listeners().size() == 1) {
                // The listener stays in the dispatch table: its unsettled events must not count as unwanted, and be committed.
                groups.remove(key(spec));
                ended = consumptions.remove(group).stop().thenCompose(nothing -> listener.cancel());
            } else {
                ended = listener.cancel();
                group.remove(listener);
                consumptions.get(group).listenersChanged();
            }
        }
        return ended.whenComplete((nothing, error) -> {
            listener.observation().cancelled();
            idsOfApplication.remove(listener.spec().id());
            changed(listener);
        });
    }

    synchronized void changed(Listener listener) {
        consumption(listener.spec()).ifPresent(Consumption::listenersChanged);
        replays.listenersChanged();
        further.listenersChanged();
    }

    CompletionStage<Void> seek(ActiveSubscription subscription, OptionalInt partition, Offset offset) {
        Optional<Consumption> consumption;
        synchronized (this) {
            // The group may have other listeners, and a cancelled one must not move them.
            consumption = byId.get(subscription.id()) == subscription
                    ? consumption(subscription.listener().spec())
                    : Optional.empty();
        }
        return consumption.map(found -> found.seek(partition, offset))
                .orElseGet(() -> CompletableFuture.failedStage(new IllegalStateException("The subscription \""
                        + subscription.id() + "\" is cancelled")));
    }

    boolean skip(ActiveSubscription subscription, int partition, long offset, String reason) {
        return consumption(subscription.listener().spec())
                .map(consumption -> consumption.skip(subscription.id(), partition, offset, reason)).orElse(false);
    }

    private synchronized Optional<Consumption> consumption(ListenerSpec spec) {
        return Optional.ofNullable(groups.get(key(spec))).map(consumptions::get);
    }

    /**
     * Replays a topic.
     *
     * @param topic the topic, without the prefix
     * @param groupName the group whose listeners get the events; without the prefix
     * @param ids their ids; empty for all that don't skip replays
     * @throws IllegalStateException if no listener takes part, or the application is stopping
     * @throws IllegalArgumentException if a listener of {@code ids} does not take part
     */
    public Replay replay(String topic, String groupName, Set<String> ids, Offset from, Offset to) {
        ListenerGroup group;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The topic " + topic + " can't be replayed: the application is stopping");
            }
            group = groups.get(List.of(topic, groupName));
        }
        return replays.start(new Replays.Request(topic, groupName, ids, from, to), group);
    }

    private static List<String> key(ListenerSpec spec) {
        return List.of(spec.topic(), spec.group());
    }
}
