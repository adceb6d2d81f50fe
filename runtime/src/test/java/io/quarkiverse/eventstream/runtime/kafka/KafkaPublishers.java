package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.listen.Names;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.publish.SpanContextSource;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Publishers on a Kafka stream, without a container: what a test needs to watch publishing under faults.
 */
final class KafkaPublishers implements AutoCloseable {

    private final EventCodec codec = new EventCodec(new ObjectMapper());
    private final BusThreads threads = new BusThreads(Runnable::run);
    private final List<StreamConnection> connections = new ArrayList<>();

    /**
     * Opens a stream.
     *
     * @param bootstrapServers the broker
     * @param properties configuration below {@code quarkus.eventstream}
     */
    EventPublisher open(String bootstrapServers, Map<String, String> properties) {
        StreamSettings settings = settings(properties);
        StreamConnection connection = connect(bootstrapServers, properties);
        Names names = Names.of(settings.config(), "test");
        SmallRyeConfig none = new SmallRyeConfigBuilder().build();
        EventValidator validator = new EventValidator(names.prefix(), false, MaxRequestSize.of(settings, none),
                settings.config().publish().timeout());
        return new EventPublisher(connection, names, codec, validator, SpanContextSource.NONE,
                settings.config().publish().timeout(), threads.callbacks());
    }

    /** Opens a stream, without anything on top of it. */
    StreamConnection connect(String bootstrapServers, Map<String, String> properties) {
        Map<String, Object> kafka = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        StreamConnection connection = new KafkaStreamKind(kafka, codec, threads).open(settings(properties));
        connections.add(connection);
        return connection;
    }

    static StreamSettings settings(Map<String, String> properties) {
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("quarkus.eventstream." + name, value));
        StreamConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(EventStreamConfig.class)
                .withDefaultValues(prefixed)
                .build().getConfigMapping(EventStreamConfig.class).streams().get(EventStreamConfig.DEFAULT_STREAM);
        return new StreamSettings(EventStreamConfig.DEFAULT_STREAM, config, Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.close(Duration.ofSeconds(1)));
        threads.close();
    }
}
