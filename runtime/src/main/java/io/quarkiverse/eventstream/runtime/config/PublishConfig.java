package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.eventstream.spi.KeyPartitioner;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** Bounds of publishing. */
@ConfigGroup
public interface PublishConfig {

    /**
     * How long publishing an event may take, including retries, before it fails; an event can set a shorter timeout. Transient
     * failures, such as a broker that restarts, are retried until then: it is also Kafka's {@code delivery.timeout.ms}, and the
     * number of retries has no bound.
     */
    @WithDefault("60s")
    Duration timeout();

    /**
     * How long events wait for a topic that the broker does not know, because it may be about to be created, before they fail. The
     * wait is logged after two seconds.
     */
    @WithDefault("30s")
    Duration topicTimeout();

    /**
     * How many records may be in flight to the broker; further events wait. A record counts as several if it uses more than its
     * share of Kafka's {@code buffer.memory}, and a topic leaves a tenth to all others together. 1 or more; values above a million
     * count as a million.
     */
    @WithDefault("10000")
    int maxInFlight();

    /** How many events may wait because the broker is away or slow; further events fail at once. 0 or more. */
    @WithDefault("10000")
    int maxWaiting();

    /**
     * How much memory waiting events may use, such as {@code 16M}; further events fail at once. One event may always wait. Defaults
     * to an eighth of the heap.
     */
    Optional<MemorySize> maxWaitingMemory();

    /**
     * How the key of an event determines its partition. All publishers of a topic need the same one, or the events of a key are not in
     * order: {@code murmur2} is that of Kafka's Java client, {@code crc32} that of librdkafka, {@code fnv1a} and
     * {@code fnv1a-reference} are {@code Hash} and {@code ReferenceHash} of kafka-go.
     */
    @WithDefault("murmur2")
    KeyPartitioner partitioner();
}
