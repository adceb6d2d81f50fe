package io.quarkiverse.eventstream.spi;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * What a consumer is opened with. The limits are defaults: properties that the user has set for consumers come first.
 *
 * @param group the full group; null for none
 * @param topic the full topic
 * @param values reads the values of records, where they have to be read
 * @param maxPollRecords how many records a poll returns at most
 * @param fetchBytes how many bytes a fetch from one broker returns at most
 * @param partitionFetchBytes how many of them may be of one partition
 */
public record ConsumerSettings(String group, String topic, Deserializer<byte[]> values, int maxPollRecords, int fetchBytes,
        int partitionFetchBytes) {}
