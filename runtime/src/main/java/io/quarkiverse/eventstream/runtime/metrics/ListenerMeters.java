package io.quarkiverse.eventstream.runtime.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerState;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * What becomes of the events of one listener.
 */
final class ListenerMeters implements ListenerObservation {

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
    public Consumer<Throwable> invoking(IncomingEvent event) {
        Calls of = calls(event.name());
        if (event.attempt() > 1) {
            of.retried().increment();
        }
        long began = System.nanoTime();
        return failure -> {
            if (failure instanceof AbandonedInvocation) {
                return;
            }
            of.time().record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            (failure == null ? of.delivered() : of.failed()).increment();
        };
    }

    private Calls calls(String eventName) {
        String name = names.of(eventName);
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

    /**
     * What can be there from the start is, at zero: a rate of a counter that begins with one does not see it. The name that the
     * listener asks for has a place among the names, whatever strangers send.
     */
    @Override
    public void registered(ObservedListener registered, ObservedConsumption consumption) {
        if (!listener.name().isEmpty()) {
            calls(listener.name());
        }
        discarded();
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            deadLettered(reason);
        }
        meters.seconds("eventstream.unfinished.age",
                "For how long the listener has been at its oldest event; no value while that is"
                        + " not known",
                () -> age(consumption));
        for (ListenerState state : ListenerState.values()) {
            meters.gauge("eventstream.listener.state", "1 for the state that the listener is in, 0 for the others", null,
                    () -> ListenerState.of(registered, consumption.state()) == state ? 1 : 0, "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Who holds no partition, or can't consume, does not know whether there is an event that takes long. */
    private double age(ObservedConsumption consumption) {
        Optional<UnfinishedEvent> oldest = UnfinishedEvent.oldest(consumption.unfinishedEvents(), listener.id());
        if (oldest.isPresent()) {
            return System.nanoTime() - oldest.get().began();
        }
        ConsumptionState state = consumption.state();
        return state.condition().isConsuming() && !state.partitions().isEmpty() ? 0 : Double.NaN;
    }

    @Override
    public void skipped(IncomingEvent event) {
        discarded().increment();
    }

    private Counter discarded() {
        return meters.counter("eventstream.discarded", "Events that were given up, since the failure policy is to skip them");
    }

    @Override
    public Consumer<Throwable> deadLettering(DeadLetter letter) {
        return error -> {
            if (error == null) {
                deadLettered(letter.reason()).increment();
            }
        };
    }

    private Counter deadLettered(DeadLetter.Reason reason) {
        return meters.counter("eventstream.dead.lettered", "Records that were put on a dead-letter topic", "reason",
                reason.toString());
    }

    @Override
    public void cancelled() {
        meters.remove();
    }
}
