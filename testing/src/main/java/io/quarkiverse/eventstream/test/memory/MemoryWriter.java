package io.quarkiverse.eventstream.test.memory;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;

/**
 * Writes records at once. Faults do not apply to them.
 */
final class MemoryWriter implements ExclusiveWriter {

    private final MemoryCluster cluster;
    private final String name;
    private boolean closed;

    /** The last one of its name. */
    MemoryWriter(MemoryCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
        cluster.open(name, this);
    }

    @Override
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        if (closed) {
            throw new EventStreamException("The writer " + name + " is closed");
        }
        try {
            cluster.append(name, this, records);
        } catch (IllegalArgumentException e) {
            throw new EventStreamException("The writer " + name + " has written nothing: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
