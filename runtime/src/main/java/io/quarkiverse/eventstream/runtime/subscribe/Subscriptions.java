package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.envelope.NameRules;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.Registration;

/**
 * The listeners of a stream. Those of one topic and group share a consumer, which is there from the first of them to the last.
 * Thread-safe.
 */
public final class Subscriptions {

    private final Consumptions consumers;
    private final Consumer<Registration> registrations;
    private final Names names;
    private final Offset offset;
    private final Set<String> idsOfApplication;
    private final UserStages stages;

    // Guarded by this.
    private final Map<String, ActiveSubscription> byId = new TreeMap<>();
    private final Map<List<String>, ListenerGroup> groups = new HashMap<>();
    private final Map<ListenerGroup, Consumption> consumptions = new HashMap<>();
    private final Map<ListenerGroup, Consumption> replays = new HashMap<>();
    private boolean closed;

    /**
     * Without listeners.
     *
     * @param registrations told of each listener before its topic is consumed
     * @param offset where groups begin that have not committed, and whose listeners don't say
     * @param idsOfApplication the ids in use on all streams; concurrent, and shared
     */
    public Subscriptions(Consumptions consumers, Consumer<Registration> registrations, Names names, Offset offset,
            Set<String> idsOfApplication, Executor callbacks) {
        this.consumers = consumers;
        this.registrations = registrations;
        this.names = names;
        this.offset = offset;
        this.idsOfApplication = idsOfApplication;
        this.stages = new UserStages(callbacks);
    }

    /**
     * All that speaks against registering a listener.
     *
     * @return a sentence for each rule that is broken; empty if all is well
     */
    public List<String> violations(ListenerSpec spec) {
        List<String> violations = ListenerRules.violations(spec.topic(), spec.name(), spec.group(), spec.namespace());
        if (violations.isEmpty()) {
            String topic = names.fullTopic(spec.topic());
            ListenerRules.check("topic", topic, NameRules.kafkaTopic(topic), violations);
        }
        return violations;
    }

    /**
     * Registers listeners that break no rule, and starts to consume for them once all of them are known: so those of one topic
     * and group agree on where to begin.
     *
     * @return their subscriptions, in the same order
     * @throws IllegalStateException if an id is in use, or the application is stopping
     * @throws IllegalArgumentException if a listener wants to begin elsewhere than its group
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

    /** As if it had never been registered. */
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

    /** All of it before anything changes, so that either all listeners are registered or none. The ids are taken then. */
    private void check(List<Listener> listeners) {
        Map<List<String>, List<Listener>> together = new HashMap<>();
        Set<String> taken = new HashSet<>();
        try {
            for (Listener listener : listeners) {
                ListenerSpec spec = listener.spec();
                requireOpen(spec);
                ListenerGroup group = groups.getOrDefault(key(spec), newGroup(spec));
                List<Listener> others = together.computeIfAbsent(key(spec), key -> new ArrayList<>(group.listeners()));
                requireSameOffset(spec, group, others);
                requireSameOrdering(listener, group, others);
                requireFreeId(spec);
                taken.add(spec.id());
                others.add(listener);
            }
        } catch (RuntimeException e) {
            idsOfApplication.removeAll(taken);
            throw e;
        }
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

    /** A listener that doesn't say where to begin goes along with those that do. */
    private void requireSameOffset(ListenerSpec spec, ListenerGroup group, List<Listener> others) {
        boolean settled = consumptions.containsKey(group);
        Offset offset = settled
                ? group.startOffset()
                : others.stream().map(other -> other.spec().offset()).filter(Objects::nonNull).findFirst()
                        .orElse(spec.offset());
        if (spec.offset() != null && !spec.offset().equals(offset)) {
            throw new IllegalArgumentException("The listener " + spec.id() + " wants to begin at " + spec.offset() + ", but "
                    + group + " begins at " + offset + ". Listeners of one topic and group share a consumer: name the same"
                    + " offset, or another group");
        }
    }

    private static void requireSameOrdering(Listener listener, ListenerGroup group, List<Listener> others) {
        Ordering ordering = listener.settings().ordering();
        Ordering known = others.isEmpty() ? ordering : others.get(0).settings().ordering();
        if (known != ordering) {
            throw new IllegalArgumentException("The listener " + listener.spec().id() + " wants the ordering " + ordering
                    + ", but " + group + " has " + known
                    + ". Listeners of one topic and group get events in the same"
                    + " order: name the same ordering, or another group");
        }
    }

    /**
     * Finds a subscription.
     *
     * @return the subscription, or empty
     */
    public synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All subscriptions. */
    public synchronized List<Subscription> all() {
        return List.copyOf(byId.values());
    }

    /**
     * How all listeners are, those of replays too.
     *
     * @param stuckAfter how long a listener may be at one event
     */
    public synchronized List<ListenerHealth> health(Duration stuckAfter) {
        return Stream.of(consumptions, replays).flatMap(all -> all.entrySet().stream())
                .flatMap(entry -> ListenerHealth.of(entry.getKey(), entry.getValue(), stuckAfter))
                .sorted(Comparator.comparing(ListenerHealth::name)).toList();
    }

    /** Takes no further registrations. */
    public synchronized void close() {
        closed = true;
    }

    CompletionStage<Void> cancel(Listener listener) {
        CompletionStage<Void> ended;
        synchronized (this) {
            ListenerSpec spec = listener.spec();
            byId.remove(spec.id());
            ListenerGroup group = groups.get(key(spec));
            if (group.listeners().size() == 1) {
                // The listener stays in the table: what it had not finished must not count as unwanted, and be committed.
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
        replays.values().forEach(Consumption::listenersChanged);
    }

    CompletionStage<Void> seek(ActiveSubscription subscription, OptionalInt partition, Offset offset) {
        Optional<Consumption> consumption;
        synchronized (this) {
            // A group may live on without this listener, and must not be moved by it.
            consumption = byId.get(subscription.id()) == subscription
                    ? consumption(subscription.listener().spec())
                    : Optional.empty();
        }
        return consumption.map(found -> found.seek(partition, offset))
                .orElseGet(() -> CompletableFuture.failedStage(new IllegalStateException("The subscription \""
                        + subscription.id() + "\" is cancelled")));
    }

    private synchronized Optional<Consumption> consumption(ListenerSpec spec) {
        return Optional.ofNullable(groups.get(key(spec))).map(consumptions::get);
    }

    /**
     * Replays a topic.
     *
     * @param topic the topic, without the prefix
     * @param groupName whose listeners get the events; without the prefix
     * @param ids their ids; empty for all that don't skip replays
     * @throws IllegalStateException if there is nobody to replay to, or the application is stopping
     * @throws IllegalArgumentException if a listener that is asked for does not take part
     */
    public synchronized Replay replay(String topic, String groupName, Set<String> ids, Offset from, Offset to) {
        if (closed) {
            throw new IllegalStateException("The topic " + topic + " can't be replayed: the application is stopping");
        }
        ListenerGroup live = groups.get(List.of(topic, groupName));
        List<Listener> registered = live == null ? List.of() : live.listeners();
        List<Listener> takingPart = registered.stream().filter(listener -> !listener.settings().skipReplays())
                .filter(listener -> ids.isEmpty() || ids.contains(listener.spec().id())).toList();
        Set<String> missing = new TreeSet<>(ids);
        takingPart.forEach(listener -> missing.remove(listener.spec().id()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The topic " + topic + " can't be replayed to " + missing + ": no such listener"
                    + " of this topic and the group " + groupName + ", or one that skips replays. There are "
                    + registered.stream().map(listener -> listener.spec().id()).toList());
        }
        if (takingPart.isEmpty()) {
            throw new IllegalStateException("Nobody listens to the topic " + topic + " with the group " + groupName
                    + ", or all who do skip replays. Register a listener first, or name its group");
        }
        ListenerGroup group = live.forReplay(takingPart);
        Consumption replay = consumers.replay(group, from, to);
        replays.put(group, replay);
        replay.ended().whenComplete((complete, error) -> forget(group));
        return new RunningReplay(topic, replay, stages);
    }

    private synchronized void forget(ListenerGroup replay) {
        replays.remove(replay);
    }

    private static List<String> key(ListenerSpec spec) {
        return List.of(spec.topic(), spec.group());
    }
}
