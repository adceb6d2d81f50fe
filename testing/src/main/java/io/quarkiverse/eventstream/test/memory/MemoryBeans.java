package io.quarkiverse.eventstream.test.memory;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.arc.Unremovable;

/**
 * Makes beans of what is no bean by itself.
 */
@Singleton
public class MemoryBeans {

    private static final String PARTITIONS = "quarkus.eventstream.devservices.partitions";

    /** One broker for all streams of the application; its topics are like those of the broker that Dev Services would start. */
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
                : "No stream of this application is in memory, so nothing that is done to the MemoryBroker concerns it. The streams"
                        + " and their kinds: " + kinds + ". Set quarkus.eventstream.stream=memory for this test, or leave the"
                        + " MemoryBroker out of tests that run on another kind of stream";
    }
}
