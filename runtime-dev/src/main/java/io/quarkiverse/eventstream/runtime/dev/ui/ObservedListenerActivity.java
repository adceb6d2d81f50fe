package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * A listener, and what it has done since the start. Thread-safe.
 */
final class ObservedListenerActivity implements ListenerObservation {

    private final ListenerSpec spec;
    private final Map<String, ObservedListenerActivity> all;
    private final LongAdder invocations = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile boolean registered;

    /** @param all the listeners of its stream, from which it removes itself */
    ObservedListenerActivity(ListenerSpec spec, Map<String, ObservedListenerActivity> all) {
        this.spec = spec;
        this.all = all;
    }

    ListenerSpec spec() {
        return spec;
    }

    boolean isRegistered() {
        return registered;
    }

    long invocations() {
        return invocations.sum();
    }

    long deadLetters() {
        return deadLetters.sum();
    }

    @Override
    public void registered(ObservedListener listener, ObservedConsumption consumption) {
        registered = true;
    }

    @Override
    public Consumer<Throwable> invoking(IncomingEvent event) {
        invocations.increment();
        return failure -> {};
    }

    @Override
    public Consumer<Throwable> deadLettering(DeadLetter letter) {
        return error -> {
            if (error == null) {
                deadLetters.increment();
            }
        };
    }

    @Override
    public void cancelled() {
        // Another listener may have got its id meanwhile.
        all.remove(spec.id(), this);
    }
}
