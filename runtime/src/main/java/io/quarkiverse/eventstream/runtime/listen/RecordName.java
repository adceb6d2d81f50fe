package io.quarkiverse.eventstream.runtime.listen;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventNameScanner;

/**
 * Finds the name of a record's event without decoding the envelope: from the header that our own records carry, or else by
 * scanning the value.
 */
final class RecordName {

    private RecordName() {}

    /**
     * The event's name, as far as it can be told.
     *
     * @param record the record
     * @return the name, or null if only decoding can tell
     */
    static String of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventCodec.NAME_HEADER);
        if (header != null && header.value() != null) {
            return new String(header.value(), StandardCharsets.UTF_8);
        }
        return record.value() == null ? null : EventNameScanner.scan(record.value());
    }
}
