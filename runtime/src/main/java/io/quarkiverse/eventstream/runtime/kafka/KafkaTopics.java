package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.StreamTopics;

/** The topics of a Kafka cluster: what a {@link KafkaConnection} has but the producers of events. Needs no container. */
public final class KafkaTopics implements StreamTopics, AutoCloseable {

    private final TopicClients clients;
    private final ClientEvents events;
    private final ConnectionDiagnosis diagnosis;
    private final KafkaAdmin admin;
    private final KafkaBroker broker;

    /**
     * Without a client yet.
     *
     * @param maker makes the admin client, which blocks
     */
    KafkaTopics(TopicClients clients, Executor maker, ClientEvents events) {
        this.clients = clients;
        this.events = events;
        this.diagnosis = new ConnectionDiagnosis(clients);
        this.admin = new KafkaAdmin(clients, maker);
        this.broker = new KafkaBroker(clients, admin, diagnosis, events);
    }

    /** For a tool, whose threads may block in each call. */
    public static KafkaTopics of(TopicClients clients) {
        return new KafkaTopics(clients, Runnable::run, ClientEvents.NONE);
    }

    KafkaAdmin admin() {
        return admin;
    }

    ConnectionDiagnosis diagnosis() {
        return diagnosis;
    }

    @Override
    public Optional<Broker> broker() {
        return Optional.of(broker);
    }

    @Override
    public CompletionStage<Void> createCompactedTopic(String topic, String model) {
        return new CompactedTopic(admin, topic, model).create();
    }

    @Override
    public Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
        return Optional.of(KafkaExclusiveWriter.open(clients, name, timeout, events, broker::endOffsets));
    }

    @Override
    public void close() {
        diagnosis.close();
        admin.close();
    }
}
