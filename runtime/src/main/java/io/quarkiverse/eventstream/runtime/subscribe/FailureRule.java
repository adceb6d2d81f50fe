package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.runtime.config.FailurePolicy;

/**
 * The treatment of failures of a listener.
 *
 * @param policy what happens to the event after the last attempt
 * @param attempts the number of attempts before the policy applies; 1 or more
 * @param redelivery the delays between the attempts
 */
public record FailureRule(FailurePolicy policy, int attempts, Redelivery redelivery) {}
