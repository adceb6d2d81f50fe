package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import org.apache.kafka.clients.consumer.ConsumerConfig;

import io.quarkiverse.eventstream.runtime.config.DeliveryConfig;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.deliver.SelectiveDeserializer;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.ConsumerSettings;

/**
 * How the topics of a stream are consumed.
 *
 * @param delivery the configuration
 * @param publishTimeout how long writing a dead letter may take
 * @param drainTimeout how long a stop waits for calls that run
 * @param observer watches the stream at work
 * @param memory for fetched records, shared with all streams
 * @param gate says whether fetched records may be dispatched
 */
public record ConsumptionSettings(DeliveryConfig delivery, Duration publishTimeout, Duration drainTimeout,
        StreamObserver observer, RecordMemory memory, DispatchGate gate) {

    /** As many records as there is room for at a time: the other half of what is held may be waiting already. */
    ConsumerSettings consumer(ListenerGroup group, SelectiveDeserializer values) {
        int maxPollRecords = Math.max(1, Math.min(ConsumerConfig.DEFAULT_MAX_POLL_RECORDS, delivery.maxBuffered() / 2));
        return new ConsumerSettings(group.fullGroup(), group.fullTopic(), values, maxPollRecords, memory.fetchBytes(),
                memory.partitionFetchBytes());
    }
}
