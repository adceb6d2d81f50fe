package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.NewerVersion;
import io.quarkiverse.eventstream.runtime.invoke.GuardedTarget;
import io.quarkiverse.eventstream.runtime.invoke.KnownVersionTarget;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.invoke.ObservedTarget;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.spi.ListenerGuard;

/**
 * Makes the listeners of a stream, be they annotated or registered at run time.
 *
 * @param rules the configuration of delivery
 * @param serviceLimit the bound on invocations in the whole service
 * @param observer watches each listener
 * @param invokers create the invoker of each listener
 * @param guards surround the invocations of some listeners
 */
record ListenerFactory(DeliveryRules rules, ConcurrencyLimit serviceLimit, StreamObserver observer, ListenerInvokers invokers,
        List<ListenerGuard> guards) {

    /**
     * A listener.
     *
     * @param violations gets each rule of the configuration that is broken; then the listener must not be used
     */
    Listener create(ListenerSpec spec, Ordering ordering, boolean skipReplays, Execution execution, ListenerTarget target,
            List<String> violations) {
        ListenerObservation observation = observer.listening(spec);
        ListenerTarget known = rules.newerVersion(spec) == NewerVersion.ACCEPT
                ? target
                : new KnownVersionTarget(target, spec.id());
        return new Listener(spec,
                invokers.of(execution, ObservedTarget.of(GuardedTarget.of(known, guards, spec.id()), observation)),
                rules.settings(spec, ordering, skipReplays, violations), serviceLimit, observation);
    }
}
