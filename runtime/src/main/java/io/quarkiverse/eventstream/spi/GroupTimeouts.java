package io.quarkiverse.eventstream.spi;

import java.time.Duration;

/**
 * How long a group waits for its members. Immutable.
 *
 * @param session how long a member may be silent until its partitions go to other members, Kafka's {@code session.timeout.ms}. A member
 *        that has not heard from its group for this time dispatches no events
 * @param rebalance how long a group waits in a rebalance for its members to join, Kafka's {@code max.poll.interval.ms}
 */
public record GroupTimeouts(Duration session, Duration rebalance) {}
