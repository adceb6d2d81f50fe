package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstream.runtime.consume.ConsumptionSettings;
import io.quarkiverse.eventstream.runtime.consume.DispatchGate;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.model.Service;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.spi.StreamSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings of the stream without a name, for tests. */
public final class Settings {

    /** The service of the tests. */
    public static final Service SERVICE = new Service("shop", "1.2");

    private Settings() {}

    /**
     * What every stream is opened with.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     */
    public static StreamSettings of(Map<String, String> properties) {
        return new StreamSettings(StreamSettings.DEFAULT_STREAM, stream(properties).prefix().orElse(""), Duration.ofSeconds(1),
                stream(properties).publish().partitioner());
    }

    /**
     * How topics are consumed.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     * @param gate says whether fetched records may be dispatched
     */
    public static ConsumptionSettings consumption(Map<String, String> properties, DispatchGate gate) {
        StreamConfig config = stream(properties);
        return new ConsumptionSettings(config.delivery(), config.publish().timeout(), Duration.ofSeconds(1),
                StreamObserver.NONE,
                RecordMemory.of(Optional.empty()), gate, SERVICE);
    }

    /**
     * How topics are consumed.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     */
    public static ConsumptionSettings consumption(Map<String, String> properties) {
        return consumption(properties, DispatchGate.NONE);
    }

    /**
     * The configuration of the stream without a name.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     */
    public static StreamConfig stream(Map<String, String> properties) {
        return config(properties).streams().get(StreamSettings.DEFAULT_STREAM);
    }

    /**
     * The configuration, as an application has it.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     */
    public static EventStreamConfig config(Map<String, String> properties) {
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("quarkus.eventstream." + name, value));
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(EventStreamConfig.class)
                .withDefaultValues(prefixed)
                .build().getConfigMapping(EventStreamConfig.class);
    }
}
