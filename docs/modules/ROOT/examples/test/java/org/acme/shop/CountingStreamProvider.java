package org.acme.shop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/** A stream over another one that counts what goes through. */
// tag::kind[]
public record CountingStreamProvider(StreamProvider counted, AtomicLong bytes) implements StreamProvider {

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return new Counting(counted.open(settings), bytes);
    }
    // end::kind[]

    private record Counting(StreamConnection counted, AtomicLong bytes) implements StreamConnection {

        @Override
        public void prepareToSend() {
            counted.prepareToSend();
        }

        @Override
        public void prepareToConsume() {
            counted.prepareToConsume();
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            bytes.addAndGet(record.value() == null ? 0 : record.value().length);
            counted.send(record, timeout, callback);
        }

        @Override
        public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
            return counted.createTopicIfMissing(topic, model);
        }

        @Override
        public void registered(Registration registration) {
            counted.registered(registration);
        }

        @Override
        public Optional<Broker> broker() {
            return counted.broker();
        }

        @Override
        public void close(Duration timeout) {
            counted.close(timeout);
        }
    }
}
