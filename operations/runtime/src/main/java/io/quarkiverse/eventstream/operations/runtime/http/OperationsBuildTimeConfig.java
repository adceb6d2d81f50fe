package io.quarkiverse.eventstream.operations.runtime.http;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** What an application offers to operators over HTTP. */
@ConfigMapping(prefix = "quarkus.eventstream.operations")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface OperationsBuildTimeConfig {

    /**
     * Whether operators can read dead letters and listeners, and act on them, over HTTP: on the management interface, below
     * `/q/eventstream`. Needs `quarkus.management.enabled`.
     */
    @WithName("http.enabled")
    @WithDefault("false")
    boolean httpEnabled();
}
