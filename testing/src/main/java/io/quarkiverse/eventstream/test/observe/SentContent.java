package io.quarkiverse.eventstream.test.observe;

import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * The content of a record in flight to a topic.
 *
 * @param topic the topic, without the prefix
 * @param fullTopic the topic, with the prefix
 * @param key the record's key, or null
 * @param value the record's value, or null
 * @param headers the record's headers
 * @param codec decodes the value
 */
record SentContent(String topic, String fullTopic, byte[] key, byte[] value, List<Header> headers, EventCodec codec) {

    private static final WrittenRecord NOWHERE = new WrittenRecord("", -1, -1);

    ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>(fullTopic, null, key, value, headers);
    }

    /** The event as listeners get it; null if the value is undecodable. */
    IncomingEvent event(WrittenRecord written) {
        WrittenRecord where = written == null ? NOWHERE : written;
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(fullTopic, where.partition(), where.offset(),
                System.currentTimeMillis(), TimestampType.CREATE_TIME, key == null ? -1 : key.length,
                value == null ? -1 : value.length, key, value, new RecordHeaders(headers), Optional.empty());
        try {
            return new ReceivedEvent(record, codec.decode(value), topic, codec, false);
        } catch (UndecodableException e) {
            return null;
        }
    }
}
