package io.quarkiverse.eventstream.test.memory;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.arc.Unremovable;

/**
 * Produces the beans of the broker in memory.
 */
@Singleton
public class MemoryBeans {

    private static final String PARTITIONS = "quarkus.eventstream.devservices.partitions";

    /** One broker for all streams of the application, with the same number of partitions as the broker of Dev Services. */
    @Produces
    @Singleton
    @Unremovable
    MemoryBroker broker(Config config, EventStreamConfig streams) {
        return new MemoryBroker(config.getOptionalValue(PARTITIONS, Integer.class).orElse(MemoryBroker.DEFAULT_PARTITIONS),
                () -> unreachable(streams));
    }

    private static String unreachable(EventStreamConfig config) {
        Map<String, String> kinds = new TreeMap<>();
        config.streams().forEach((name, stream) -> kinds.put(name, stream.stream()));
        return kinds.containsValue(MemoryStreamProvider.NAME)
                ? null
                : "No stream of this application is in memory, so the MemoryBroker has no effect. The streams"
                        + " and their kinds: " + kinds
                        + ". Set quarkus.eventstream.stream=memory for this test, or do not use the"
                        + " MemoryBroker in tests that run on another kind of stream";
    }
}
