package io.quarkiverse.eventstream.runtime.kafka;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * An open Kafka stream: a producer once a record is sent, another once a large record is sent, one for each exclusive
 * writer, and a consumer for each topic and group.
 */
final class KafkaConnection implements StreamConnection {

    private final KafkaProperties properties;
    private final KafkaSender sender;
    private final KafkaSender largeSender;
    private final KafkaTopics topics;
    private final TopicDiagnosis topicDiagnosis;

    KafkaConnection(KafkaProperties properties, KafkaSettings settings, BusThreads threads,
            ClientEvents events) {
        this.properties = properties;
        this.topics = new KafkaTopics(properties, threads.own(), events);
        this.topicDiagnosis = new TopicDiagnosis(topics.admin(), properties::batchSize);
        this.sender = new KafkaSender(properties, settings, threads, events, topics.diagnosis(), topicDiagnosis);
        this.largeSender = new KafkaSender(properties.forLargeRecords(), settings, threads, events, topics.diagnosis(),
                topicDiagnosis);
    }

    @Override
    public void prepareToSend() {
        sender.prepare();
    }

    @Override
    public void prepareToConsume() {
        properties.checkConsumer();
        // For dead letters. An existing producer has the same properties.
        if (!sender.isPrepared()) {
            properties.checkProducer();
        }
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        sender.send(record, timeout, callback);
    }

    @Override
    public void sendLarge(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        largeSender.send(record, timeout, callback);
    }

    @Override
    public Optional<InetSocketAddress> server() {
        String first = properties.bootstrapServers().split(",")[0].strip();
        int colon = first.lastIndexOf(':');
        return colon < 0 || !first.substring(colon + 1).matches("\\d{1,5}")
                ? Optional.empty()
                : Optional.of(InetSocketAddress.createUnresolved(first.substring(0, colon),
                        Integer.parseInt(first.substring(colon + 1))));
    }

    @Override
    public Optional<String> producerName() {
        return Optional.of(properties.names().producer());
    }

    @Override
    public Optional<String> consumerName(String topic, String group) {
        return Optional.of(properties.names().consumer(group, topic));
    }

    @Override
    public long retries() {
        return sender.retries() + largeSender.retries();
    }

    @Override
    public String state() {
        return Stream.concat(Stream.of(sender.state()), topicDiagnosis.lastFindings().stream())
                .collect(Collectors.joining(". "));
    }

    @Override
    public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        return topics.admin().createTopicIfMissing(topic, model);
    }

    @Override
    public CompletionStage<Void> createCompactedTopic(String topic, String model) {
        return topics.createCompactedTopic(topic, model);
    }

    @Override
    public Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
        return topics.openWriter(name, timeout);
    }

    @Override
    public Optional<Broker> broker() {
        return topics.broker();
    }

    @Override
    public void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            sender.close(timeout);
        } finally {
            largeSender.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            topics.close();
        }
    }
}
