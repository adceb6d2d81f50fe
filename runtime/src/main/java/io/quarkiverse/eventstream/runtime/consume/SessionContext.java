package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * What the sessions of a consumer share.
 *
 * @param revocationTimeout how long a revoked partition waits for running invocations
 * @param delivery the context of their deliveries
 * @param startPositions where its partitions begin
 * @param requests sends requests until the consumer is stopped
 * @param earlier the deliveries of earlier assignments
 */
record SessionContext(ListenerGroup group, ConsumptionSettings settings, Duration revocationTimeout, DeliveryContext delivery,
        StartPositions startPositions, BrokerRequests requests, EarlierDeliveries earlier) {

    TopicIdentity identity() {
        return startPositions.identity();
    }
}
