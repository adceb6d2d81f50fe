package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.listen.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.listen.Listener;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.quarkiverse.eventstream.runtime.listen.ListenerSpec;

/**
 * Makes the listeners of a stream, be they annotated or registered at run time.
 *
 * @param rules what the configuration says of delivery
 * @param serviceLimit the bound on calls in the whole service
 */
record ListenerFactory(DeliveryRules rules, ConcurrencyLimit serviceLimit) {

    /**
     * A listener.
     *
     * @param violations told of each rule of the configuration that is broken; then the listener must not be used
     */
    Listener create(ListenerSpec spec, Ordering ordering, boolean skipReplays, ListenerCall call, List<String> violations) {
        return new Listener(spec, call, rules.settings(spec, ordering, skipReplays, violations), serviceLimit);
    }
}
