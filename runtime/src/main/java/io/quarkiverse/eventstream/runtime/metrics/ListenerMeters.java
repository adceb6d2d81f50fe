package io.quarkiverse.eventstream.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.AbandonedCall;
import io.quarkiverse.eventstream.runtime.listen.DeadLetter;
import io.quarkiverse.eventstream.runtime.listen.ListenerSpec;
import io.quarkiverse.eventstream.runtime.listen.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.stream.Consumption;

/**
 * What becomes of the events of one listener.
 */
final class ListenerMeters implements ListenerObservation {

    /** For a record that is no event, and so has no name. */
    private static final String NO_NAME = "none";

    private final ListenerSpec listener;
    private final MeterSet meters;
    private final BoundedValues names;
    private final Map<String, Calls> calls = new ConcurrentHashMap<>();

    private record Calls(Counter delivered, Counter failed, Counter retried, Timer time) {}

    ListenerMeters(ListenerSpec listener, MeterSet meters, BoundedValues names) {
        this.listener = listener;
        this.meters = meters;
        this.names = names;
    }

    @Override
    public Consumer<Throwable> calling(IncomingEvent event) {
        Calls of = calls(event);
        if (event.attempt() > 1) {
            of.retried().increment();
        }
        long began = System.nanoTime();
        return failure -> {
            if (failure instanceof AbandonedCall) {
                return;
            }
            of.time().record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            (failure == null ? of.delivered() : of.failed()).increment();
        };
    }

    private Calls calls(IncomingEvent event) {
        String name = names.of(event.name());
        Calls known = calls.get(name);
        return known == null ? calls.computeIfAbsent(name, this::callsFor) : known;
    }

    private Calls callsFor(String name) {
        return new Calls(
                meters.counter("eventstream.delivered", "Calls of listeners that ended well", "name", name),
                meters.counter("eventstream.failed", "Calls of listeners that failed", "name", name),
                meters.counter("eventstream.retried", "Calls of listeners for an event that they failed for just before",
                        "name",
                        name),
                meters.timer("eventstream.listener.time", "How long calls of listeners take, good or bad", "name", name));
    }

    /** The name that the listener asks for has a place among the names, whatever strangers send. */
    @Override
    public void registered(Consumption consumption) {
        if (!listener.name().isEmpty()) {
            names.of(listener.name());
        }
        meters.seconds("eventstream.unfinished.age",
                "For how long the listener has been at its oldest event; 0 if it is at none",
                () -> UnfinishedEvent.oldest(consumption.unfinishedEvents(), listener.id())
                        .map(event -> System.nanoTime() - event.began()).orElse(0L));
    }

    @Override
    public void skipped(IncomingEvent event) {
        meters.counter("eventstream.discarded", "Events that were given up, since the failure policy is to skip them", "name",
                names.of(event.name())).increment();
    }

    @Override
    public Consumer<Throwable> puttingAside(DeadLetter letter) {
        return error -> {
            if (error == null) {
                meters.counter("eventstream.dead.lettered", "Records that were put on a dead-letter topic", "name",
                        letter.event() == null ? NO_NAME : names.of(letter.event().name())).increment();
            }
        };
    }

    @Override
    public void cancelled() {
        meters.remove();
    }
}
