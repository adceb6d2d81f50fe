package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerCalls;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.listen.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.listen.Listener;
import io.quarkiverse.eventstream.runtime.listen.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedTarget;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * Makes the listeners of a stream, be they annotated or registered at run time.
 *
 * @param rules what the configuration says of delivery
 * @param serviceLimit the bound on calls in the whole service
 * @param observer watches each listener
 * @param calls the ways to call a listener
 */
record ListenerFactory(DeliveryRules rules, ConcurrencyLimit serviceLimit, StreamObserver observer, ListenerCalls calls) {

    /**
     * A listener.
     *
     * @param target its code
     * @param violations told of each rule of the configuration that is broken; then the listener must not be used
     */
    Listener create(ListenerSpec spec, Ordering ordering, boolean skipReplays, Execution execution, ListenerTarget target,
            List<String> violations) {
        ListenerObservation observation = observer.listening(spec);
        return new Listener(spec, calls.of(execution, ObservedTarget.of(target, observation)),
                rules.settings(spec, ordering, skipReplays, violations), serviceLimit, observation);
    }
}
