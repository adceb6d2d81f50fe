package io.quarkiverse.eventstream.interop.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The connection of a command to Kafka. */
final class Connection {

    /** Less than Kafka's default, because a user waits. */
    private static final String TIMEOUT_MILLIS = "10000";
    private static final String REQUEST_TIMEOUT_MILLIS = "5000";

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT,...", order = 1,
            description = "Kafka's brokers, or some of them.")
    private String bootstrapServers;

    @Option(names = "--command-config", paramLabel = "FILE", order = 90,
            description = "A file with properties of Kafka's client, such as those for TLS and logins.")
    private Path file;

    @Option(names = "--property", paramLabel = "KEY=VALUE", order = 91,
            description = "A property of Kafka's client; repeatable, and before those of the file.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** A consumer that joins no group and commits nothing. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = settings(Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(settings(Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG, "0")), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> settings(Map<String, String> defaults) {
        Map<String, Object> settings = new LinkedHashMap<>(defaults);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "eventstream-interop");
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--command-config needs a file with properties: "
                        + UntrustedText.of(e.toString()));
            }
            read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        }
        settings.putAll(properties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }
}
