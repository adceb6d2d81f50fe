package io.quarkiverse.eventstream.runtime.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.listen.RecordMemory;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings of the stream without a name, for tests. */
public final class Settings {

    private Settings() {}

    /**
     * As an application has them.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     */
    public static StreamSettings of(Map<String, String> properties) {
        return of(properties, DispatchGate.NONE);
    }

    /**
     * Settings.
     *
     * @param properties configuration below {@code quarkus.eventstream}
     * @param gate says whether fetched records may be dispatched
     */
    public static StreamSettings of(Map<String, String> properties, DispatchGate gate) {
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("quarkus.eventstream." + name, value));
        StreamConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(EventStreamConfig.class)
                .withDefaultValues(prefixed)
                .build().getConfigMapping(EventStreamConfig.class).streams().get(EventStreamConfig.DEFAULT_STREAM);
        return new StreamSettings(EventStreamConfig.DEFAULT_STREAM, config, Duration.ofSeconds(1), StreamObserver.NONE,
                RecordMemory.of(Optional.empty()), gate);
    }
}
