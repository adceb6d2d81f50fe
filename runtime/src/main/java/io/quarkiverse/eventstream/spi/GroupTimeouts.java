package io.quarkiverse.eventstream.spi;

import java.time.Duration;

/**
 * How long a group waits for its members.
 *
 * @param session for a sign of life; then the partitions of the member go to others
 * @param rebalance for all members to take part in a rebalance
 */
public record GroupTimeouts(Duration session, Duration rebalance) {}
