package io.quarkiverse.eventstream.spi;

import java.util.zip.CRC32;

import org.apache.kafka.common.utils.Utils;

/**
 * How the key of a record determines its partition. Events of one key stay in order if all publishers of their topic use the same one, in
 * every language. The same key and number of partitions give the same partition in all versions.
 */
public enum KeyPartitioner {

    /** That of Kafka's Java client, and {@code Murmur2Balancer} of kafka-go. */
    MURMUR2 {
        @Override
        public int partition(byte[] key, int partitions) {
            return Utils.toPositive(Utils.murmur2(key)) % partitions;
        }
    },

    /** That of librdkafka, and so of Go's SDK since version 4; {@code CRC32Balancer} of kafka-go. */
    CRC32 {
        @Override
        public int partition(byte[] key, int partitions) {
            CRC32 checksum = new CRC32();
            checksum.update(key);
            return (int) (checksum.getValue() % partitions);
        }
    },

    /** {@code Hash} of kafka-go. */
    FNV1A {
        @Override
        public int partition(byte[] key, int partitions) {
            // The remainder has the sign of the hash. kafka-go takes its absolute value.
            return Math.abs(fnv1a(key) % partitions);
        }
    },

    /** {@code ReferenceHash} of kafka-go, and of Sarama with its reference hasher. */
    FNV1A_REFERENCE {
        @Override
        public int partition(byte[] key, int partitions) {
            return Utils.toPositive(fnv1a(key)) % partitions;
        }
    };

    private static final int FNV_OFFSET_BASIS = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    /**
     * The partition of a key.
     *
     * @param key the key of a record; may be empty, not null
     * @param partitions the number of partitions of the topic; 1 or more
     * @return the partition, from 0 to below the number
     */
    public abstract int partition(byte[] key, int partitions);

    /** The hash of Fowler, Noll and Vo with 32 bits, in its variant 1a. */
    private static int fnv1a(byte[] key) {
        int hash = FNV_OFFSET_BASIS;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
