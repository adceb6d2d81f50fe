package io.quarkiverse.eventstream.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Metrics, if the service has Micrometer. */
@ConfigGroup
public interface MetricsConfig {

    /**
     * How many event names, and how many topics that are published to, have their own time series in each stream; 1 or more. Later
     * ones share a time series with the tag {@code other}, so that events of other services cannot create time series without
     * bound.
     */
    @WithDefault("100")
    int maxTagValues();
}
