package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;
import io.smallrye.common.annotation.Identifier;

/**
 * The stream {@code kafka}: events go to Kafka topics.
 */
@Singleton
public class KafkaStreamProvider implements StreamProvider {

    private final EventStreamConfig config;
    private final Map<String, Object> quarkusKafka;
    private final BusThreads threads;
    private final ClientEvents events;

    @Inject
    public KafkaStreamProvider(EventStreamConfig config, @Identifier("default-kafka-broker") Map<String, Object> quarkusKafka,
            BusThreads threads,
            ClientEvents events) {
        this.config = config;
        this.quarkusKafka = quarkusKafka;
        this.threads = threads;
        this.events = events;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        KafkaSettings kafka = KafkaSettings.of(settings, config);
        KafkaProperties properties = new KafkaProperties(kafka, quarkusKafka);
        properties.check();
        ClientLog.tidy(ConfigProvider.getConfig());
        return new KafkaConnection(properties, kafka, threads, events);
    }
}
