package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.publish.RecordRoute;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Publishers on a Kafka stream without a container, for tests of publishing under faults.
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
        return open(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), properties);
    }

    /**
     * Opens a stream.
     *
     * @param kafka the properties {@code kafka.*}
     * @param properties configuration below {@code quarkus.eventstream}
     */
    EventPublisher open(Map<String, Object> kafka, Map<String, String> properties) {
        StreamConfig settings = Settings.stream(properties);
        StreamConnection connection = connect(kafka, properties);
        Names names = Names.of(settings, "test");
        SmallRyeConfig none = new SmallRyeConfigBuilder().build();
        EventValidator validator = new EventValidator(names.prefix(), false, WireFormat.V3_1,
                MaxRequestSize.of(settings.kafka(), none),
                settings.publish().timeout());
        return new EventPublisher(RecordRoute.direct(connection), names, codec.encoder(WireFormat.V3_1), validator,
                StreamObserver.NONE,
                settings.publish().timeout(), new EventPublisher.Callbacks(threads.callbacks(), threads.timer()));
    }

    /** Opens only the connection of a stream. */
    StreamConnection connect(String bootstrapServers, Map<String, String> properties) {
        return connect(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), properties);
    }

    /** The state of the stream that was opened last. */
    String state() {
        return connections.get(connections.size() - 1).state();
    }

    private StreamConnection connect(Map<String, Object> kafka, Map<String, String> properties) {
        StreamConnection connection = new KafkaStreamProvider(Settings.config(properties), kafka, threads, ClientEvents.NONE)
                .open(Settings.of(properties));
        connections.add(connection);
        connection.prepareToSend();
        return connection;
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.close(Duration.ofSeconds(1)));
        threads.close();
    }
}
