package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.runtime.config.FailurePolicy;

/**
 * What is done about a listener's failure.
 *
 * @param policy what becomes of the event in the end
 * @param attempts how many calls may fail before the policy applies; 1 or more
 * @param redelivery how long to wait between the calls
 */
public record FailureRule(FailurePolicy policy, int attempts, Redelivery redelivery) {}
