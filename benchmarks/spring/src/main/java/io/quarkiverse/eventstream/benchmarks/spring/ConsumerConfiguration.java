package io.quarkiverse.eventstream.benchmarks.spring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.util.backoff.FixedBackOff;

import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** The configuration of listening. */
@Configuration
@EnableKafka
class ConsumerConfiguration {

    /** One for each partition, for listeners that take time; further ones would have no partition. */
    private static final int CONSUMERS = 4;

    @Bean
    ConsumerFactory<String, OrderEvent> consumerFactory(Task task) {
        Map<String, Object> properties = new HashMap<>(task.consumer());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, kafkaCommits(task));
        return new DefaultKafkaConsumerFactory<>(properties, new StringDeserializer(), OrderEventJson::deserialize);
    }

    /** For listeners that take no time, one consumer, as in the raw client. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, OrderEvent> kafkaListenerContainerFactory(
            ConsumerFactory<String, OrderEvent> consumers, Task task) {
        ConcurrentKafkaListenerContainerFactory<String, OrderEvent> factory = new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(consumers);
        factory.setConcurrency(task.variant().contains("by partition") ? CONSUMERS : 1);
        factory.getContainerProperties().setAckMode(AckMode.BATCH);
        factory.getContainerProperties().setSyncCommits(false);
        // During a retry, the container polls to remain in its group, by default for 100 ms, even if the backoff is shorter.
        factory.getContainerProperties().setPollTimeoutWhilePaused(Duration.ZERO);
        factory.setCommonErrorHandler(errorHandler(task));
        return factory;
    }

    /**
     * Whether Kafka's client commits periodically, as for the raw client. Listeners are invoked on the polling thread, so that each
     * event is handled at least once. That is cheaper than the container's commit after each poll. With retries, the container has to
     * commit, because the client's position may be ahead of records that are not handled yet.
     */
    private static boolean kafkaCommits(Task task) {
        return !retries(task);
    }

    private static boolean retries(Task task) {
        return task.variant().contains("with retry");
    }

    /**
     * Keeps the polled records while one is retried: the default, a seek, would fetch them again. It does not log the stack trace of
     * each failure, like all other contestants.
     */
    private static DefaultErrorHandler errorHandler(Task task) {
        DefaultErrorHandler handler = new DefaultErrorHandler(
                new FixedBackOff(task.listening().backoffMillis(), FixedBackOff.UNLIMITED_ATTEMPTS));
        handler.setSeekAfterError(!retries(task));
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    @Bean
    RecordFilterStrategy<String, OrderEvent> wanted(Task task) {
        String name = task.listening().names().get(0);
        return record -> !record.value().name().equals(name);
    }
}
