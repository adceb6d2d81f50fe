package io.quarkiverse.eventstream.cli.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;
import io.quarkiverse.eventstream.cli.connect.MissingTopic;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * Writes events to a topic, in their order, and reports the coordinates of each in that order. A bounded number is in flight. Confined to
 * one thread.
 */
public final class EventPublisher implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 500;

    private record InFlight(OutgoingEvent event, Future<RecordMetadata> written) {}

    private final Connection connection;
    private final String topic;
    private final BiConsumer<OutgoingEvent, RecordMetadata> receipts;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();

    /**
     * Connects.
     *
     * @param receipts gets each event that is written
     * @throws CommandException if there is no broker, or no topic
     */
    public EventPublisher(Connection connection, String topic, KeyPartitioner partitioner,
            BiConsumer<OutgoingEvent, RecordMetadata> receipts) {
        this.connection = connection;
        this.topic = topic;
        this.receipts = receipts;
        requireTopic();
        try {
            this.producer = connection.producer(partitioner);
        } catch (KafkaException e) {
            throw explained(e);
        }
    }

    /** A typing error must not create a topic, as the producer does where the broker allows it. */
    private void requireTopic() {
        try (Admin admin = connection.admin()) {
            try {
                admin.describeTopics(List.of(topic)).allTopicNames().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    // This one does not name the topic.
                    throw new TopicAuthorizationException(Set.of(topic));
                }
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw MissingTopic.of(topic, connection, admin.listTopics().names().get());
                }
                throw e;
            }
        } catch (KafkaException | ExecutionException e) {
            throw explained(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Writes an event that is valid.
     *
     * @throws CommandException if it, or one before it, is refused
     */
    public void publish(OutgoingEvent event, EncodedEvent encoded) {
        try {
            inFlight.add(new InFlight(event,
                    producer.send(new ProducerRecord<>(topic, null, null, encoded.key(), encoded.value(),
                            List.of(encoded.headers())))));
        } catch (KafkaException e) {
            throw explained(e);
        }
        while (!inFlight.isEmpty() && (inFlight.size() >= MAX_IN_FLIGHT || inFlight.peek().written().isDone())) {
            report();
        }
    }

    /**
     * Waits until all events are written.
     *
     * @throws CommandException if one is refused
     */
    public void flush() {
        while (!inFlight.isEmpty()) {
            report();
        }
    }

    private void report() {
        InFlight first = inFlight.remove();
        try {
            receipts.accept(first.event(), first.written().get());
        } catch (ExecutionException e) {
            throw explained(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CommandException explained(Exception failure) {
        return new KafkaFailures(connection).explain(failure);
    }

    private static IllegalStateException interrupted(InterruptedException failure) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", failure);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
