package org.acme.shop;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/** A stream over another one that counts the bytes of all records. */
// tag::provider[]
public record CountingStreamProvider(StreamProvider counted, AtomicLong bytes) implements StreamProvider {

    @Override
    public String name() {
        return "counting"; // <1>
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return new Counting(counted.open(settings), bytes); // <2>
    }
    // end::provider[]

    private record Counting(StreamConnection counted, AtomicLong bytes) implements StreamConnection {

        @Override
        public void prepareToSend() {
            counted.prepareToSend();
        }

        @Override
        public void prepareToConsume() {
            counted.prepareToConsume();
        }

        // tag::send[]
        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            bytes.addAndGet(record.value() == null ? 0 : record.value().length); // <1>
            counted.send(record, timeout, callback); // <2>
        }
        // end::send[]

        @Override
        public void sendLarge(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            counted.sendLarge(record, timeout, callback);
        }

        @Override
        public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
            return counted.createTopicIfMissing(topic, model);
        }

        @Override
        public CompletionStage<Void> createCompactedTopic(String topic, String model) {
            return counted.createCompactedTopic(topic, model);
        }

        @Override
        public Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
            return counted.openWriter(name, timeout);
        }

        @Override
        public long retries() {
            return counted.retries();
        }

        @Override
        public String state() {
            return counted.state();
        }

        @Override
        public Optional<InetSocketAddress> server() {
            return counted.server();
        }

        @Override
        public Optional<String> producerName() {
            return counted.producerName();
        }

        @Override
        public Optional<String> consumerName(String topic, String group) {
            return counted.consumerName(topic, group);
        }

        @Override
        public void registered(Registration registration) {
            counted.registered(registration);
        }

        // tag::broker[]
        @Override
        public Optional<Broker> broker() {
            return counted.broker();
        }
        // end::broker[]

        @Override
        public void close(Duration timeout) {
            counted.close(timeout);
        }
    }
}
