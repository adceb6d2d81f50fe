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
 * The meters of a listener.
 */
final class ListenerMeters implements ListenerObservation {

    private final ListenerSpec listener;
    private final MeterSet meters;
    private final BoundedValues names;
    private final Map<String, Invocations> invocations = new ConcurrentHashMap<>();

    private record Invocations(Counter delivered, Counter failed, Counter retried, Timer time) {}

    ListenerMeters(ListenerSpec listener, MeterSet meters, BoundedValues names) {
        this.listener = listener;
        this.meters = meters;
        this.names = names;
    }

    @Override
    public Consumer<Throwable> invoking(IncomingEvent event) {
        Invocations of = invocations(event.name());
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

    private Invocations invocations(String eventName) {
        String name = names.of(eventName);
        Invocations known = invocations.get(name);
        return known == null ? invocations.computeIfAbsent(name, this::metersOf) : known;
    }

    private Invocations metersOf(String name) {
        return new Invocations(
                meters.counter("eventstream.delivered", "Invocations of listeners that succeeded", "name", name),
                meters.counter("eventstream.failed", "Invocations of listeners that failed", "name", name),
                meters.counter("eventstream.retried", "Invocations that repeat a failed one for the same event", "name", name),
                meters.timer("eventstream.listener.time", "Duration of invocations of listeners, successful or not", "name",
                        name));
    }

    /**
     * Registers the counters at zero: the rate of a counter that begins at one misses the first increment. The name of the listener becomes a
     * tag value now, before names of untrusted records use up the maximum.
     */
    @Override
    public void registered(ObservedListener registered, ObservedConsumption consumption) {
        if (!listener.name().isEmpty()) {
            invocations(listener.name());
        }
        discarded();
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            deadLettered(reason);
        }
        meters.seconds("eventstream.unfinished.age",
                "Age of the oldest event that the listener has not completed; no value while unknown",
                () -> age(consumption));
        for (ListenerState state : ListenerState.values()) {
            meters.gauge("eventstream.listener.state", "1 for the current state of the listener, 0 for the others", null,
                    () -> ListenerState.of(registered, consumption.state()) == state ? 1 : 0, "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Without a partition, or while nothing can be consumed, there is no age: zero would mean that the listener keeps up. */
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
        return meters.counter("eventstream.discarded", "Events given up by the failure policy skip");
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
        return meters.counter("eventstream.dead.lettered", "Records written to a dead-letter topic", "reason",
                reason.toString());
    }

    @Override
    public void cancelled() {
        meters.remove();
    }
}
