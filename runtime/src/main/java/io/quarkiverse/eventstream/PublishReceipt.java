package io.quarkiverse.eventstream;

import java.util.List;

/**
 * The records of a published event. Immutable.
 *
 * @param eventId the event's id
 * @param records one record for each topic, in the order of the topics of the event
 */
public record PublishReceipt(String eventId, List<WrittenRecord> records) {

    /**
     * Copies the list.
     *
     * @param eventId the event's id
     * @param records one record for each topic
     */
    public PublishReceipt {
        records = List.copyOf(records);
    }

    /**
     * The coordinates of a record.
     *
     * @param topic the topic, with the prefix
     * @param partition the partition; -1 on a stream that has none, and if it is not known: a delayed event is not sent yet, and another
     *        instance may have sent the event
     * @param offset the offset within the partition; -1 in the same cases
     */
    public record WrittenRecord(String topic, int partition, long offset) {}
}
