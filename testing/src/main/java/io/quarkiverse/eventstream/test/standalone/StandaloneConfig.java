package io.quarkiverse.eventstream.test.standalone;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertyNamesMatcher;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The configuration of a stream without a container. Its sources, in ascending order of priority: the bus's defaults, environment
 * variables, system properties, and properties set in code.
 *
 * @param properties all properties
 * @param config the properties of the bus
 */
public record StandaloneConfig(SmallRyeConfig properties, EventStreamConfig config) {

    private static final String PREFIX = "quarkus.eventstream.";
    private static final String KAFKA_PREFIX = "kafka.";
    private static final int ABOVE_SYSTEM_PROPERTIES = 500;
    private static final PropertyNamesMatcher KNOWN = ConfigMappings.propertyNamesMatcher(
            List.of(ConfigClass.configClass(EventStreamConfig.class)));

    /**
     * Reads the configuration.
     *
     * @param set the properties set in code, by their names below {@code quarkus.eventstream}
     * @param byDefault the defaults of other properties, by their names below {@code quarkus.eventstream}
     * @throws EventStreamException if a property set in code does not exist, or a value is invalid
     */
    public static StandaloneConfig of(Map<String, String> set, Map<String, String> byDefault) {
        Map<String, String> properties = prefixed(set);
        TreeSet<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeIf(KNOWN::matches);
        if (!unknown.isEmpty()) {
            throw new EventStreamException("There is no property " + unknown
                    + ". Use names below quarkus.eventstream, such as delivery.attempts");
        }
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .addSystemSources()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(properties, "set in code", ABOVE_SYSTEM_PROPERTIES))
                    .withDefaultValues(prefixed(byDefault))
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                    .withMapping(EventStreamConfig.class)
                    // The environment may hold properties of the build, which are not part of this mapping.
                    .withValidateUnknown(false)
                    .build();
            return new StandaloneConfig(config, config.getConfigMapping(EventStreamConfig.class));
        } catch (ConfigValidationException | IllegalArgumentException e) {
            throw new EventStreamException("The stream can't be configured: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> prefixed(Map<String, String> below) {
        Map<String, String> properties = new HashMap<>();
        below.forEach((name, value) -> properties.put(PREFIX + name, value));
        return properties;
    }

    /**
     * The properties {@code kafka.*}.
     *
     * @return the values by Kafka's names of the properties
     */
    public Map<String, Object> kafka() {
        Map<String, Object> kafka = new HashMap<>();
        StreamSupport.stream(properties.getPropertyNames().spliterator(), false).filter(name -> name.startsWith(KAFKA_PREFIX))
                .forEach(name -> properties.getOptionalValue(name, String.class)
                        .ifPresent(value -> kafka.put(name.substring(KAFKA_PREFIX.length()), value)));
        return kafka;
    }
}
