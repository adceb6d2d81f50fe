package io.quarkiverse.eventstream.cli.cluster;

import java.time.Instant;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition that a group reads.
 *
 * @param committed the committed offset; null if there is none
 * @param lag the number of records after the committed offset; 0 if there is none
 * @param waitingSince the timestamp of the first record after the committed offset; null if there is none, or it was not read
 * @param member the client id and host of the member that has it; null if none has
 */
public record GroupPartition(TopicPartition partition, Long committed, long end, long lag, Instant waitingSince,
        String member) {

    GroupPartition waitingSince(Instant time) {
        return new GroupPartition(partition, committed, end, lag, time, member);
    }
}
