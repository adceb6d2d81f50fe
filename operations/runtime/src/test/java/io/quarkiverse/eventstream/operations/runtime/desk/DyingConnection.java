package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * A connection whose writers die after some writes.
 *
 * @param writes the number of writes before that
 */
record DyingConnection(StreamConnection connection, int writes) implements StreamConnection {

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        connection.send(record, timeout, callback);
    }

    @Override
    public CompletionStage<Void> createCompactedTopic(String topic, String model) {
        return connection.createCompactedTopic(topic, model);
    }

    @Override
    public Optional<Broker> broker() {
        return connection.broker();
    }

    @Override
    public Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
        return connection.openWriter(name, timeout).map(writer -> new ExclusiveWriter() {

            private int left = writes;

            @Override
            public void write(List<ProducerRecord<byte[], byte[]>> records) {
                if (left-- == 0) {
                    throw new EventStreamException("The writer died");
                }
                writer.write(records);
            }

            @Override
            public void close() {
                writer.close();
            }
        });
    }

    @Override
    public void close(Duration timeout) {
        connection.close(timeout);
    }
}
