package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.spi.Registration;

/**
 * A registered listener, for operators.
 *
 * @param stopReason why its failure policy has stopped it; null if it has not
 * @param consumption that of its topic and group
 */
public record RegisteredListener(Registration registration, ObservedListener listener, String stopReason,
        ObservedConsumption consumption) {}
