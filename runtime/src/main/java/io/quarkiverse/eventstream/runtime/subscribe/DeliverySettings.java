package io.quarkiverse.eventstream.runtime.subscribe;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;

/**
 * How events are delivered to a listener, after configuration and defaults have been applied.
 *
 * @param ordering in which order
 * @param commit when the offsets of its events are committed
 * @param maxConcurrency how many invocations may be in flight; 1 or more
 * @param failures the failure policies
 * @param deadLetterTopic where its dead letters go, with the prefix
 * @param skipReplays whether it is left out of replays
 * @param health which health checks it counts for
 */
public record DeliverySettings(Ordering ordering, CommitPoint commit, int maxConcurrency, FailureRules failures,
        String deadLetterTopic, boolean skipReplays, HealthImpact health) {}
