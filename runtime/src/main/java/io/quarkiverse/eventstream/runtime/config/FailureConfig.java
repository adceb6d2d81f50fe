package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigGroup;

/** How failures of a listener are handled, where it differs from {@link DeliveryConfig}. */
@ConfigGroup
public interface FailureConfig {

    /**
     * What happens to an event for which the listener has failed {@code attempts} times: {@code redeliver}, {@code dead-letter},
     * {@code skip} or {@code stop}.
     */
    Optional<FailurePolicy> failurePolicy();

    /** How many invocations for the same event may fail before the failure policy applies; 1 or more. */
    OptionalInt attempts();

    /** The delay before the second invocation for an event; it doubles with each further failure. */
    Optional<Duration> backoff();

    /** The longest delay between two invocations for the same event; at least {@code backoff}. */
    Optional<Duration> maxBackoff();
}
