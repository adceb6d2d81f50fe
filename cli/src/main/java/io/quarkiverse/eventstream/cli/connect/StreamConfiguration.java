package io.quarkiverse.eventstream.cli.connect;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The configuration of a stream, as a service reads it: environment variables over a file, with profiles and expressions. The file may be
 * the service's {@code application.properties}, or have the properties of Kafka's clients under their own names, as Kafka's commands take
 * it. SmallRye Config reads it, as in Quarkus, but without the mapping of the extension: its classes are generated when they are
 * first used, which takes time, and is not possible in a native executable.
 */
public final class StreamConfiguration {

    private static final String ROOT = "quarkus.eventstream.";
    private static final String KAFKA = "kafka.";
    private static final int FILE_ORDINAL = 250;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final Set<String> OF_KAFKA = new HashSet<>();

    static {
        OF_KAFKA.addAll(AdminClientConfig.configNames());
        OF_KAFKA.addAll(ConsumerConfig.configNames());
        OF_KAFKA.addAll(ProducerConfig.configNames());
    }

    private final SmallRyeConfig config;
    private final Set<String> namesInFile;
    private final String stream;

    private StreamConfiguration(SmallRyeConfig config, Set<String> namesInFile, String stream) {
        this.config = config;
        this.namesInFile = namesInFile;
        this.stream = stream;
    }

    /**
     * Reads a file and the environment.
     *
     * @param file null for none
     * @param profile the profile of Quarkus whose properties count
     * @param stream the name of the stream; null for the default stream
     * @throws CommandException if the file can't be read
     */
    static StreamConfiguration read(Path file, String profile, String stream, Map<String, String> environment) {
        Map<String, String> properties = file == null ? Map.of() : properties(file);
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile(profile)
                .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL),
                        new PropertiesConfigSource(properties, "--config", FILE_ORDINAL))
                .build();
        return new StreamConfiguration(config, properties.keySet(), stream);
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(ExitCodes.USAGE, "--config " + UntrustedText.of(file.toString())
                    + " can't be read as properties: " + UntrustedText.of(e.toString())
                    + ". Name a file with the properties of a"
                    + " service or of Kafka's clients", e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /** A property of the stream, such as {@code wire-format}. */
    public Optional<String> value(String property) {
        return read(key(property));
    }

    /** The name of a property of the stream, for messages. */
    public String key(String property) {
        return ROOT + (stream == null ? "" : stream + ".") + property;
    }

    /** A property of any name. */
    public Optional<String> read(String name) {
        ConfigValue value = config.getConfigValue(name);
        if (value.getValue() == null && value.getRawValue() != null) {
            throw new CommandException(ExitCodes.USAGE, "The property " + name + " refers to a value that is not set: "
                    + UntrustedText.of(value.getRawValue()) + ". Set it, such as in the environment");
        }
        return Optional.ofNullable(value.getValue()).filter(text -> !text.isEmpty());
    }

    /** The properties below a property of the stream, such as {@code kafka.producer}; with or without quotes. */
    Map<String, String> below(String property) {
        String prefix = key(property) + ".";
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(prefix)) {
                read(name).ifPresent(value -> values.put(name.substring(prefix.length()).replace("\"", ""), value));
            }
        }
        return values;
    }

    /** The properties of Kafka's clients: those of the file under their own names, and over them {@code kafka.*}, as for Quarkus. */
    Map<String, Object> kafka() {
        Map<String, Object> values = new HashMap<>();
        for (String name : namesInFile) {
            if (OF_KAFKA.contains(name)) {
                read(name).ifPresent(value -> values.put(name, value));
            }
        }
        for (String name : config.getPropertyNames()) {
            // In an environment variable, all but letters and digits is an underscore. No property of Kafka's has one.
            String plain = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (plain.startsWith(KAFKA)) {
                read(name).ifPresent(value -> values.put(plain.substring(KAFKA.length()), value));
            }
        }
        return values;
    }
}
