package io.quarkiverse.eventstream.outbox.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row of the outbox.
 *
 * @param id increases with the order of the inserts
 * @param keyHash determines the shard
 * @param stream the name of the stream
 */
record StoredRecord(long id, long keyHash, String stream, ProducerRecord<byte[], byte[]> record) {

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
    static long keyHash(String stream, ProducerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return ThreadLocalRandom.current().nextLong();
        }
        try {
            // Keys with the same hash would wait for each other: there must be none, by chance or by intent.
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((stream + '\n' + record.topic() + '\n').getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(record.key())).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    /** The shard of a key, from 0. */
    static int shard(long keyHash) {
        return Math.floorMod(keyHash, SHARDS);
    }

    static int size(ProducerRecord<byte[], byte[]> record) {
        return OVERHEAD + (record.value() == null ? 0 : record.value().length)
                + (record.key() == null ? 0 : record.key().length);
    }

    /** The memory that the record takes, about. */
    int size() {
        return size(record);
    }
}
