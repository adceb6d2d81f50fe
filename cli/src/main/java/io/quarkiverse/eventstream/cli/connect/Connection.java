package io.quarkiverse.eventstream.cli.connect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.kafka.JaasSettings;
import io.quarkiverse.eventstream.runtime.kafka.KafkaTopics;
import io.quarkiverse.eventstream.spi.KeyPartitioner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how to reach a broker, and the clients that do. */
public final class Connection {

    private static final int CONNECT_MILLIS = 5_000;

    @Option(names = {"-b", "--bootstrap-servers"}, paramLabel = "HOST:PORT,...", order = 60,
            description = "Kafka's brokers, or some of them. Default: the configuration's, or else localhost:9092.")
    private String bootstrapServers;

    @Option(names = {"-c", "--config"}, paramLabel = "FILE", order = 61,
            description = "A file with properties: the application.properties of a service, with kafka.* and"
                    + " quarkus.eventstream.*, or those of Kafka's clients. Environment variables, such as"
                    + " QUARKUS_EVENTSTREAM_KAFKA_PASSWORD, go before it.")
    private Path file;

    @Option(names = "--profile", paramLabel = "PROFILE", order = 62, defaultValue = "${env:QUARKUS_PROFILE:-prod}",
            description = "The profile of Quarkus whose properties count in the file (default: QUARKUS_PROFILE, or else prod).")
    private String profile;

    @Option(names = "--stream", paramLabel = "NAME", order = 63,
            description = "The named stream whose settings apply: those below quarkus.eventstream.NAME.")
    private String stream;

    private final Map<String, String> properties = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private StreamConfiguration configuration;

    @Option(names = "--property", paramLabel = "KEY=VALUE", order = 64,
            description = "A property of Kafka's clients, over those of the configuration; repeatable. Not for secrets.")
    void properties(Map<String, String> added) {
        for (String name : added.keySet()) {
            if (isSecret(name)) {
                throw new ParameterException(command.commandLine(), "--property takes no secret such as " + name
                        + ": other users"
                        + " of this machine see the command line. Put it into --config FILE, or into the environment as KAFKA_"
                        + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            }
        }
        properties.putAll(added);
    }

    private static boolean isSecret(String name) {
        return List.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef()).stream()
                .map(definition -> definition.configKeys().get(name))
                .anyMatch(key -> key != null && key.type == ConfigDef.Type.PASSWORD);
    }

    /** The configuration of the stream. */
    public StreamConfiguration configuration() {
        if (configuration == null) {
            configuration = StreamConfiguration.read(file, profile, stream, System.getenv());
        }
        return configuration;
    }

    private ClientProperties clients() {
        return new ClientProperties(configuration(), bootstrapServers, properties);
    }

    /** The addresses of the brokers, for messages. */
    public String servers() {
        return clients().servers();
    }

    /** The properties of an admin client. */
    Map<String, Object> adminProperties() {
        return clients().admin();
    }

    public Admin admin() {
        return Admin.create(checked(clients().admin()));
    }

    /** A consumer that joins no group and commits nothing. */
    public KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(checked(clients().consumer()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer whose records are acknowledged by all replicas in sync, each written once. */
    public KafkaProducer<byte[], byte[]> producer(KeyPartitioner partitioner) {
        return new KafkaProducer<>(checked(clients().producer(partitioner)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The topics, for work on what is stored in them. */
    public KafkaTopics topics() {
        checked(clients().admin());
        return KafkaTopics.of(new ExclusiveClients(clients()));
    }

    /** A number among the properties of producers, before there is one. */
    public int producerNumber(String property, int byDefault) {
        Object value = clients().producer(KeyPartitioner.MURMUR2).get(property);
        try {
            return value == null ? byDefault : Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new CommandException(ExitCodes.USAGE, "The property " + property + " must be a number, not " + value
                    + ". Look at --property and the configuration", e);
        }
    }

    /** Fails at once if no broker can be reached, where Kafka's clients would try again until their timeout. */
    private Map<String, Object> checked(Map<String, Object> client) {
        try {
            JaasSettings.check(new AdminClientConfig(client));
        } catch (EventStreamException e) {
            throw new CommandException(ExitCodes.USAGE, e.getMessage(), e);
        }
        List<InetSocketAddress> addresses = ClientUtils.parseAndValidateAddresses(List.of(servers().strip().split("\\s*,\\s*")),
                ClientDnsLookup.USE_ALL_DNS_IPS);
        IOException refused = null;
        for (InetSocketAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_MILLIS);
                return client;
            } catch (IOException e) {
                refused = e;
            }
        }
        throw new CommandException(ExitCodes.BROKER, "No broker can be reached at " + servers() + " ("
                + (refused == null ? "no address" : refused.getMessage())
                + "). Correct --bootstrap-servers, or start the broker",
                refused);
    }
}
