package io.quarkiverse.eventstream.outbox.runtime;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row of the outbox.
 *
 * @param id increases with the order of the inserts
 * @param keyHash determines the shard
 * @param stream the name of the stream
 */
record StoredRecord(long id, int keyHash, String stream, ProducerRecord<byte[], byte[]> record) {

    /** A constant of the table: instances of all versions have to agree on it. */
    static final int SHARDS = 32;

    private static final int OVERHEAD = 200;

    /** Equal for records that must be sent in order: those of one key. A record without a key is in order with none. */
    record OrderKey(String stream, String topic, ByteBuffer key, long id) {}

    OrderKey orderKey() {
        byte[] key = record.key();
        return key == null
                ? new OrderKey(stream, record.topic(), null, id)
                : new OrderKey(stream, record.topic(), ByteBuffer.wrap(key), 0);
    }

    /** The hash of stream, topic and key, the same in all instances; a random one without a key. */
    static int keyHash(String stream, ProducerRecord<byte[], byte[]> record) {
        return record.key() == null
                ? ThreadLocalRandom.current().nextInt()
                : Objects.hash(stream, record.topic(), ByteBuffer.wrap(record.key()));
    }

    /** The shard of a key, from 0. */
    static int shard(int keyHash) {
        // The lower bits of such a hash are those of the last bytes of the key.
        return Math.floorMod(keyHash ^ keyHash >>> 16, SHARDS);
    }

    /** The memory that the record takes, about. */
    int size() {
        return OVERHEAD + (record.value() == null ? 0 : record.value().length)
                + (record.key() == null ? 0 : record.key().length);
    }
}
