package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The columns of a record, which both tables have. */
final class RecordColumns {

    static final String NAMES = "shard, key_hash, stream, topic, record_key, record_value, headers, record_size";
    static final int COUNT = 8;

    private RecordColumns() {}

    /** Sets the first parameters of an insert. */
    static void set(PreparedStatement insert, String stream, ProducerRecord<byte[], byte[]> record) throws SQLException {
        long hash = StoredRecord.keyHash(stream, record);
        insert.setInt(1, StoredRecord.shard(hash));
        insert.setLong(2, hash);
        insert.setString(3, stream);
        insert.setString(4, record.topic());
        insert.setBytes(5, record.key());
        insert.setBytes(6, record.value());
        insert.setBytes(7, HeaderBytes.encode(record.headers()));
        insert.setInt(8, StoredRecord.size(record));
    }
}
