package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import org.apache.kafka.clients.consumer.ConsumerConfig;

import io.quarkiverse.eventstream.runtime.config.DeliveryConfig;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.deliver.SelectiveDeserializer;
import io.quarkiverse.eventstream.runtime.model.Service;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.ConsumerSettings;

/**
 * How the topics of a stream are consumed.
 *
 * @param publishTimeout how long writing a dead letter may take
 * @param drainTimeout how long a stop waits for running invocations
 * @param memory for fetched records, shared by all streams
 * @param service the service that consumes
 */
public record ConsumptionSettings(DeliveryConfig delivery, Duration publishTimeout, Duration drainTimeout,
        StreamObserver observer, RecordMemory memory, DispatchGate gate, Service service) {

    /** A poll returns at most half of the records that may be buffered: the other half may be waiting already. */
    ConsumerSettings consumer(ListenerGroup group, SelectiveDeserializer values) {
        int maxPollRecords = Math.max(1, Math.min(ConsumerConfig.DEFAULT_MAX_POLL_RECORDS, delivery.maxBuffered() / 2));
        return new ConsumerSettings(group.fullGroup(), group.fullTopic(), values, maxPollRecords, memory.fetchBytes(),
                memory.partitionFetchBytes());
    }
}
