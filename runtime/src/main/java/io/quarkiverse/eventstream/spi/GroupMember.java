package io.quarkiverse.eventstream.spi;

import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group: a consumer of this or another process. Immutable, provided that the set does not change.
 *
 * @param clientId the id by which the broker knows its client
 * @param host the host from which it is connected, as the broker sees it
 * @param partitions the partitions that it holds, of all topics
 */
public record GroupMember(String clientId, String host, Set<TopicPartition> partitions) {}
