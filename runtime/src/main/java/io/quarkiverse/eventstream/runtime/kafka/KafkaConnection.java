package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.listen.DeadLetters;
import io.quarkiverse.eventstream.runtime.listen.DeliveryContext;
import io.quarkiverse.eventstream.runtime.listen.ListenerGroup;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.SendCallback;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * An open Kafka stream: one producer, and one consumer for each topic and group.
 */
final class KafkaConnection implements StreamConnection {

    private static final Logger LOG = Logger.getLogger(KafkaConnection.class);
    /** Then writing is tried again; a partition waits for it. Kafka's client may sit for long on records that it has to split. */
    private static final Duration DEAD_LETTER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final KafkaProperties properties;
    private final StreamSettings settings;
    private final EventCodec codec;
    private final BusThreads threads;
    private final KafkaSender sender;
    private final KafkaAdmin admin;
    private final DeadLetters deadLetters;
    private final Set<TopicConsumer> consumers = ConcurrentHashMap.newKeySet();

    KafkaConnection(KafkaProperties properties, StreamSettings settings, EventCodec codec, BusThreads threads) {
        this.properties = properties;
        this.settings = settings;
        this.codec = codec;
        this.threads = threads;
        this.sender = new KafkaSender(properties, settings, threads.timer());
        this.admin = new KafkaAdmin(properties);
        Duration publishTimeout = settings.config().publish().timeout();
        this.deadLetters = new DeadLetters(this, publishTimeout.compareTo(DEAD_LETTER_TIMEOUT) < 0
                ? publishTimeout
                : DEAD_LETTER_TIMEOUT);
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        sender.send(record, timeout, callback);
    }

    @Override
    public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        return admin.createTopicIfMissing(topic, model);
    }

    @Override
    public Consumption consume(ListenerGroup group) {
        Assignment.Factory assignments = group.fullGroup() == null
                ? (consumer, partitions, questions) -> new WholeTopic(consumer, group.fullTopic(), partitions, questions)
                : (consumer, partitions, questions) -> new GroupMembership(consumer, group.fullTopic(), partitions);
        return start(new TopicConsumer(group, group.startOffset(), properties, settings, admin, assignments, this::context));
    }

    @Override
    public Consumption replay(ListenerGroup group, Offset from, Offset to) {
        TopicSection section = new TopicSection(group.fullTopic(), to);
        return start(new TopicConsumer(group, from, properties, settings, admin, section::assignment, this::context));
    }

    private DeliveryContext context(ListenerGroup group, Runnable roomAgain, Runnable handOver) {
        return new DeliveryContext(group, codec, threads, deadLetters, settings.config().delivery().maxBuffered(), roomAgain,
                handOver);
    }

    private TopicConsumer start(TopicConsumer consumer) {
        consumers.add(consumer);
        consumer.ended().whenComplete((complete, error) -> consumers.remove(consumer));
        consumer.start();
        return consumer;
    }

    @Override
    public void stopConsuming(Duration drainTimeout) {
        List<TopicConsumer> running = List.copyOf(consumers);
        CompletableFuture<?> all = CompletableFuture.allOf(running.stream()
                .map(consumer -> consumer.stopForNow().toCompletableFuture()).toArray(CompletableFuture[]::new));
        try {
            // Each consumer bounds its drain; the rest is for the last commits and for leaving the groups.
            all.get(drainTimeout.plus(LEAVING).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf("Not all consumers have left their groups in time; what they had not committed will be delivered again");
        }
    }

    @Override
    public void close(Duration timeout) {
        try {
            sender.close(timeout);
        } finally {
            admin.close();
        }
    }
}
