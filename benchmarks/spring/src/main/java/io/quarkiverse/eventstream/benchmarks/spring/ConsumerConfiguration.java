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

/** How the service listens. */
@Configuration
@EnableKafka
class ConsumerConfiguration {

    /** As many as the topic has partitions, where listeners take their time; beyond that nothing more would happen at once. */
    private static final int CONSUMERS = 4;

    @Bean
    ConsumerFactory<String, OrderEvent> consumerFactory(Task task) {
        Map<String, Object> properties = new HashMap<>(task.consumer());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, kafkaCommits(task));
        return new DefaultKafkaConsumerFactory<>(properties, new StringDeserializer(), OrderEventJson::deserialize);
    }

    /** With no time to take, one consumer, as the raw client has. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, OrderEvent> kafkaListenerContainerFactory(
            ConsumerFactory<String, OrderEvent> consumers, Task task) {
        ConcurrentKafkaListenerContainerFactory<String, OrderEvent> factory = new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(consumers);
        factory.setConcurrency(task.variant().contains("by partition") ? CONSUMERS : 1);
        factory.getContainerProperties().setAckMode(AckMode.BATCH);
        factory.getContainerProperties().setSyncCommits(false);
        // The container polls while it retries, only to remain in its group: by default for 100 ms, however short the backoff.
        factory.getContainerProperties().setPollTimeoutWhilePaused(Duration.ZERO);
        factory.setCommonErrorHandler(errorHandler(task));
        return factory;
    }

    /**
     * Whether Kafka's client commits, from time to time, as it does for the raw client. Listeners are called on the thread that
     * polls, so that each event is handled at least once. That takes less than to commit after each poll, as the container would.
     * But it has to be the container where it retries: its client may be ahead of the records that are still to be handled.
     */
    private static boolean kafkaCommits(Task task) {
        return !retries(task);
    }

    private static boolean retries(Task task) {
        return task.variant().contains("with retry");
    }

    /**
     * Keeps what it has polled while a record is retried: to seek, as is the default, would fetch it again. And does not log each
     * failure with its stack, as none of the others does.
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
