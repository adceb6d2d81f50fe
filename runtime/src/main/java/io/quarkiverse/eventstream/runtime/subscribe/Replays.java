package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Replay;

/**
 * The replays of a stream, until they end. Thread-safe.
 */
final class Replays {

    private final Consumptions consumers;
    private final UserStages stages;
    private final Map<ListenerGroup, Consumption> running = new ConcurrentHashMap<>();

    /**
     * A replay that the application asks for.
     *
     * @param topic the topic, without the prefix
     * @param group the group whose listeners get the events; without the prefix
     * @param ids the ids of those that take part; empty for all that don't skip replays
     */
    record Request(String topic, String group, Set<String> ids, Offset from, Offset to) {}

    Replays(Consumptions consumers, UserStages stages) {
        this.consumers = consumers;
        this.stages = stages;
    }

    /**
     * Starts a replay.
     *
     * @param group the listeners of the topic and group; null if there are none
     */
    Replay start(Request request, ListenerGroup group) {
        List<Listener> registered = group == null ? List.of() : group.listeners();
        List<Listener> participants = registered.stream().filter(listener -> !listener.settings().skipReplays())
                .filter(listener -> request.ids().isEmpty() || request.ids().contains(listener.spec().id())).toList();
        requireAll(request, registered, participants);
        ListenerGroup replaying = group.forReplay(participants);
        Consumption replay = consumers.replay(replaying, request.from(), request.to());
        running.put(replaying, replay);
        replay.ended().whenComplete((complete, error) -> running.remove(replaying));
        return new RunningReplay(request.topic(), replay, stages);
    }

    private static void requireAll(Request request, List<Listener> registered, List<Listener> participants) {
        Set<String> missing = new TreeSet<>(request.ids());
        participants.forEach(listener -> missing.remove(listener.spec().id()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The topic " + request.topic() + " can't be replayed to " + missing
                    + ": no such listener of this topic and the group " + request.group()
                    + ", or one that skips replays. There are "
                    + registered.stream().map(listener -> listener.spec().id()).toList());
        }
        if (participants.isEmpty()) {
            throw new IllegalStateException("The topic " + request.topic() + " has no listener with the group "
                    + request.group() + ", or none that takes part in replays. Register a listener first, or name its group");
        }
    }

    void listenersChanged() {
        running.values().forEach(Consumption::listenersChanged);
    }

    Stream<ListenerHealth> health(Duration stuckAfter) {
        return running.entrySet().stream().flatMap(entry -> ListenerHealth.of(entry.getKey(), entry.getValue(), stuckAfter));
    }
}
