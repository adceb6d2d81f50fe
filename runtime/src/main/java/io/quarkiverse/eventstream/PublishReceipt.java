package io.quarkiverse.eventstream;

import java.util.List;

/**
 * Where an event was written.
 *
 * @param eventId the event's id
 * @param records one for each topic, in the order in which the event names them
 */
public record PublishReceipt(String eventId, List<WrittenRecord> records) {

    /**
     * Copies the list.
     *
     * @param eventId the event's id
     * @param records one for each topic
     */
    public PublishReceipt {
        records = List.copyOf(records);
    }

    /**
     * One record of a topic.
     *
     * @param topic the record's topic, prefix and all
     * @param partition the partition, or -1 on a stream that has none
     * @param offset the offset within the partition, or -1 on a stream that has none
     */
    public record WrittenRecord(String topic, int partition, long offset) {}
}
