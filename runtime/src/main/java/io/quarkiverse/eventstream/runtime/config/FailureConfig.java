package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * What is done about a listener's failures, as far as it differs from the rule above.
 */
@ConfigGroup
public interface FailureConfig {

    /**
     * What becomes of an event for which the listener has failed {@code attempts} times: {@code redeliver}, {@code dead-letter},
     * {@code skip} or {@code stop}.
     *
     * @return the policy, or empty
     */
    Optional<FailurePolicy> failurePolicy();

    /**
     * How many calls may fail before the failure policy applies.
     *
     * @return 1 or more, or empty
     */
    OptionalInt attempts();

    /**
     * The delay after the first failure; it doubles with each further one.
     *
     * @return more than zero, or empty
     */
    Optional<Duration> backoff();

    /**
     * The longest delay between two calls for the same event.
     *
     * @return at least {@code backoff}, or empty
     */
    Optional<Duration> maxBackoff();
}
