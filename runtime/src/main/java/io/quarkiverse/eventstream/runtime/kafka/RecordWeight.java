package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * As how many records a large record counts among those in flight, so that what may be in flight also fits into the client's memory: large
 * records would take it from those of other topics.
 *
 * @param bytesOfOne how many bytes count as one record
 * @param max as how many records the largest counts
 */
record RecordWeight(long bytesOfOne, int max) {

    static RecordWeight of(long bufferMemory, int maxInFlight) {
        return new RecordWeight(Math.max(1, bufferMemory / maxInFlight), Math.max(1, maxInFlight / 4));
    }

    int of(ProducerRecord<byte[], byte[]> record) {
        long bytes = (record.key() == null ? 0L : record.key().length) + (record.value() == null ? 0L : record.value().length);
        return (int) Math.min(1 + bytes / bytesOfOne, max);
    }
}
