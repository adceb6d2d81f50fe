package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;
import io.quarkiverse.eventstream.spi.Obstacle;

/** Does not answer, for a temporary reason. */
public class AbsentBroker implements Broker {

    static final String REASON = "No broker answers";

    @Override
    public Consumer<byte[], byte[]> open(ConsumerSettings settings) {
        throw new TimeoutException(REASON);
    }

    @Override
    public Duration revocationTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public GroupTimeouts groupTimeouts() {
        return new GroupTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    @Override
    public CompletionStage<Boolean> topicExists(String topic) {
        return CompletableFuture.failedStage(new TimeoutException(REASON));
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions) {
        return CompletableFuture.failedStage(new TimeoutException(REASON));
    }

    @Override
    public CompletionStage<Optional<Uuid>> topicId(String topic) {
        return CompletableFuture.failedStage(new TimeoutException(REASON));
    }

    @Override
    public Optional<Obstacle> diagnose() {
        return Optional.of(new Obstacle(REASON, true));
    }

    @Override
    public ConsumerFailure explain(Throwable cause) {
        return new ConsumerFailure(cause, Optional.empty());
    }
}
