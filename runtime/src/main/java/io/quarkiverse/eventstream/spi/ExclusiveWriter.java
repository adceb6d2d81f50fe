package io.quarkiverse.eventstream.spi;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records that depend on what is stored already, and is the only one of its name that does. A writer is opened, its owner reads the
 * topic to its end and decides, and writes; if another writer of the name was opened meanwhile, on any instance, nothing is written.
 * <p>
 * Confined to one thread at a time. All methods may block.
 */
public interface ExclusiveWriter extends AutoCloseable {

    /**
     * Writes records: consumers that read committed records get all of them, or none. Returns when they do.
     *
     * @param records full topics, each with a partition; must not be changed
     * @throws WriterFencedException if another writer of the name was opened: none of the records is written, nor will any later one be
     * @throws org.apache.kafka.common.errors.RecordTooLargeException if a topic takes no record of that size: none is written, and the
     *         writer remains usable
     * @throws io.quarkiverse.eventstream.EventStreamException for any other reason. None of the records is written, unless the answer to
     *         the last request was lost: then the next writer of the name finds all of them, or none
     */
    void write(List<ProducerRecord<byte[], byte[]>> records);

    /** Releases all resources. A second call does nothing. */
    @Override
    void close();
}
