package io.quarkiverse.eventstream.test.memory;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

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
    MemoryBroker broker(Config config) {
        return new MemoryBroker(config.getOptionalValue(PARTITIONS, Integer.class).orElse(MemoryBroker.DEFAULT_PARTITIONS));
    }
}
