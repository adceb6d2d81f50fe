package io.quarkiverse.eventstream.spi;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * The settings of a consumer. The three limits are defaults: a limit that the user has configured for consumers takes precedence.
 * Immutable.
 *
 * @param group the full group; null for a consumer without a group, to which partitions are assigned
 * @param topic the full topic
 * @param values the deserializer of the values. The consumer calls it on the polling thread, within {@code poll}, and puts the array that
 *        it returns into the record, not a copy: the bus recognises records that it left out. A provider whose values are arrays in
 *        memory already may return those instead
 * @param maxPollRecords how many records a poll returns at most; 1 or more
 * @param fetchBytes how many bytes a fetch from one broker returns at most, one larger record excepted
 * @param partitionFetchBytes how many of these bytes come from one partition at most, one larger record excepted
 */
public record ConsumerSettings(String group, String topic, Deserializer<byte[]> values, int maxPollRecords, int fetchBytes,
        int partitionFetchBytes) {}
