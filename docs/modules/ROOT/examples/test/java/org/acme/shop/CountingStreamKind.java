package org.acme.shop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.listen.ListenerGroup;
import io.quarkiverse.eventstream.runtime.stream.Broker;
import io.quarkiverse.eventstream.runtime.stream.Registration;
import io.quarkiverse.eventstream.runtime.stream.SendCallback;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamKind;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/** A stream over another one that counts what goes through. */
// tag::kind[]
public record CountingStreamKind(StreamKind counted, AtomicLong bytes) implements StreamKind {

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
