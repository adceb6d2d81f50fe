package io.quarkiverse.eventstream.cli.connect;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.Durations;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.kafka.KeyHashPartitioner;
import io.quarkiverse.eventstream.runtime.kafka.PasswordLogin;
import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * The properties of the Kafka clients of a command. In ascending order of precedence: the commands' defaults, the properties of Kafka's
 * clients, the settings of the stream, its properties for producer or consumer, those of the command line, and those that the work depends
 * on.
 *
 * @param bootstrapServers null if the configuration has them
 * @param ofCommandLine properties of Kafka's clients
 */
record ClientProperties(StreamConfiguration configuration, String bootstrapServers, Map<String, String> ofCommandLine) {

    private static final String DEFAULT_SERVERS = "localhost:9092";
    /** Less than Kafka's defaults, because a user waits. */
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int METADATA_MAX_AGE_MILLIS = 10_000;

    /** Classes of the service, which a command does not have; and metrics that no one would see. */
    private static final List<String> OF_SERVICES = List.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ProducerConfig.PARTITIONER_CLASS_CONFIG, "auto.include.jmx.reporter");

    Map<String, Object> admin() {
        Map<String, Object> properties = shared();
        properties.putAll(ofCommandLine);
        return complete(properties);
    }

    /** Of a consumer that joins no group, and commits nothing. */
    Map<String, Object> consumer() {
        Map<String, Object> properties = shared();
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        // New partitions should not take Kafka's five minutes to be noticed.
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        properties.putAll(configuration.below("kafka.consumer"));
        properties.putAll(ofCommandLine);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return complete(properties);
    }

    /** Of a producer whose records are acknowledged by all replicas in sync, and written once and in order over retries. */
    Map<String, Object> producer(KeyPartitioner partitioner) {
        Map<String, Object> properties = shared();
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                configuration.value("publish.timeout").map(Durations::parse).map(timeout -> Math.toIntExact(timeout.toMillis()))
                        .orElse(3 * TIMEOUT_MILLIS));
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.putAll(configuration.below("kafka.producer"));
        properties.putAll(ofCommandLine);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        complete(properties);
        if (partitioner != KeyPartitioner.MURMUR2) {
            properties.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, KeyHashPartitioner.class);
            properties.put(KeyHashPartitioner.HASH, partitioner);
        }
        return properties;
    }

    /** The addresses that the clients begin with. */
    String servers() {
        return Optional.ofNullable(bootstrapServers).or(() -> configuration.value("kafka.bootstrap-servers"))
                .or(() -> Optional.ofNullable(configuration.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                        .map(Object::toString))
                .orElse(DEFAULT_SERVERS);
    }

    private Map<String, Object> shared() {
        Map<String, Object> properties = new HashMap<>(configuration.kafka());
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        new TlsProperties(configuration).addTo(properties);
        addLogin(properties);
        return properties;
    }

    private void addLogin(Map<String, Object> properties) {
        if (configuration.value("kafka.credentials-provider").isPresent()) {
            throw new CommandException(ExitCodes.USAGE, configuration.key("kafka.credentials-provider") + " names a bean of the"
                    + " service, which this command does not have. Set " + configuration.key("kafka.username") + " and, in the"
                    + " environment, " + environment("kafka.password") + " for it");
        }
        Optional<String> user = configuration.value("kafka.username");
        if (user.isEmpty()) {
            return;
        }
        String mechanism = configuration.value("kafka.sasl-mechanism").orElse("SCRAM-SHA-512");
        if (!PasswordLogin.isMechanism(mechanism)) {
            throw new CommandException(ExitCodes.USAGE, configuration.key("kafka.sasl-mechanism") + " = " + mechanism
                    + " is no mechanism with user and password. Set it to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        }
        String password = configuration.value("kafka.password").orElseThrow(() -> new CommandException(ExitCodes.USAGE,
                configuration.key("kafka.username") + " needs a password. Set " + environment("kafka.password")
                        + " in the environment"));
        PasswordLogin.addTo(properties, mechanism, user.get(), password);
    }

    private String environment(String property) {
        return configuration.key(property).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private Map<String, Object> complete(Map<String, Object> properties) {
        OF_SERVICES.forEach(properties::remove);
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "eventstream-cli");
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        return properties;
    }
}
