package io.quarkiverse.eventstream.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Metrics, where the service has Micrometer.
 */
@ConfigGroup
public interface MetricsConfig {

    /**
     * How many names of events, and how many topics that are published to, have time series of their own in each stream. Those
     * that come later share one with the tag {@code other}, since what others send must not make more and more of them.
     *
     * @return 1 or more
     */
    @WithDefault("100")
    int maxTagValues();
}
