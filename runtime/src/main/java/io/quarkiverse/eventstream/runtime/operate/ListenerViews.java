package io.quarkiverse.eventstream.runtime.operate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.StreamAccess;
import io.quarkiverse.eventstream.runtime.bus.StreamHealth;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.subscribe.RegisteredListener;
import io.quarkiverse.eventstream.spi.Registration;

/** The streams of the application with their listeners, for all surfaces. Thread-safe. */
@Singleton
public class ListenerViews {

    private final EventStreams streams;
    private final Map<String, Looks> looks = new ConcurrentHashMap<>();

    /** What a stream keeps from one look to the next. */
    private record Looks(Throughput<Counted> throughput, GroupMembership members) {

        Looks() {
            this(new Throughput<>(System::nanoTime), new GroupMembership());
        }
    }

    @Inject
    ListenerViews(EventStreams streams) {
        this.streams = streams;
    }

    /** All open streams, sorted by name. */
    public List<StreamView> all() {
        return streams.health().entrySet().stream().map(stream -> view(stream.getKey(), stream.getValue())).toList();
    }

    /**
     * One stream. Waits a short time for the broker, which knows the members of groups.
     *
     * @throws NoSuchElementException if the application has no such stream
     */
    public StreamView of(String stream) {
        return view(stream, streams.health().get(streams.requireOpen(stream)));
    }

    private StreamView view(String name, StreamHealth health) {
        StreamAccess access = streams.access(name);
        List<RegisteredListener> listeners = access.listeners().get();
        Looks last = looks.computeIfAbsent(name, absent -> new Looks());
        access.connection().broker().ifPresent(broker -> last.members().ask(broker, groups(listeners)));
        Map<Counted, Double> rates = last.throughput().look(counts(listeners));
        Map<String, ListenerHealth> byName = new LinkedHashMap<>();
        health.listeners().forEach(listener -> byName.put(listener.name(), listener));
        List<ListenerView> views = listeners.stream().map(listener -> {
            Registration registration = listener.registration();
            return new ListenerLook(listener, byName.remove(registration.id()), rates,
                    last.members().of(registration.fullGroup(), registration.fullTopic())).view();
        }).toList();
        Map<String, String> others = new LinkedHashMap<>();
        byName.values().forEach(other -> others.put(other.name(), other.state()));
        return new StreamView(name, health.state(), views, others);
    }

    private static List<String> groups(List<RegisteredListener> listeners) {
        return listeners.stream().map(listener -> listener.registration().fullGroup()).filter(Objects::nonNull).distinct()
                .toList();
    }

    private static Map<Counted, Long> counts(List<RegisteredListener> listeners) {
        Map<Counted, Long> counts = new HashMap<>();
        for (RegisteredListener listener : listeners) {
            String id = listener.registration().id();
            counts.put(Counted.invocations(id), listener.listener().completed());
            listener.consumption().lags().forEach(lag -> counts.put(Counted.events(id, lag.partition()), lag.settled()));
        }
        return counts;
    }
}
