package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupMember;
import io.quarkiverse.eventstream.spi.GroupTimeouts;
import io.quarkiverse.eventstream.spi.Obstacle;

/** A Kafka cluster. */
record KafkaBroker(TopicClients clients, KafkaAdmin admin, ConnectionDiagnosis diagnosis, ClientEvents events)
        implements
            Broker {

    private static final AtomicInteger WITHOUT_GROUP = new AtomicInteger();

    @Override
    public Consumer<byte[], byte[]> open(ConsumerSettings settings) {
        Map<String, Object> config = clients.consumer(settings);
        if (settings.group() == null) {
            // There may be several at a time, such as replays.
            config.merge(ConsumerConfig.CLIENT_ID_CONFIG, WITHOUT_GROUP.incrementAndGet(),
                    (name, number) -> name + "-" + number);
        }
        // An interceptor of the application sees each value.
        boolean isIntercepted = config.containsKey(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        Consumer<byte[], byte[]> consumer = make(config,
                isIntercepted ? new ByteArrayDeserializer() : settings.values());
        events.fire(consumer);
        return consumer;
    }

    private Consumer<byte[], byte[]> make(Map<String, Object> config, Deserializer<byte[]> values) {
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), values);
        } catch (KafkaException e) {
            throw ConsumerFailures.ofConstruction(e, clients);
        }
    }

    @Override
    public void closing(Consumer<byte[], byte[]> consumer) {
        events.fire(consumer);
    }

    @Override
    public Duration revocationTimeout() {
        return clients.revocationTimeout();
    }

    @Override
    public GroupTimeouts groupTimeouts() {
        return clients.groupTimeouts();
    }

    @Override
    public CompletionStage<Boolean> topicExists(String topic) {
        return admin.exists(topic);
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions) {
        return admin.ends(partitions);
    }

    @Override
    public CompletionStage<Optional<Uuid>> topicId(String topic) {
        return admin.topicId(topic);
    }

    @Override
    public CompletionStage<List<GroupMember>> members(String group) {
        return new GroupMembers(admin).of(group);
    }

    /** A consumer that waits for the diagnosis could not stop. */
    @Override
    public void stopping() {
        diagnosis.close();
    }

    @Override
    public Optional<Obstacle> diagnose() {
        return Optional.ofNullable(diagnosis.examine());
    }

    @Override
    public void answersAgain() {
        diagnosis.forget();
    }

    @Override
    public ConsumerFailure explain(Throwable cause) {
        return ConsumerFailures.explained(cause, clients, diagnosis);
    }
}
