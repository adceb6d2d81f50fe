package io.quarkiverse.eventstream.outbox.runtime;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** The outbox of the service. */
@ConfigMapping(prefix = "quarkus.eventstream.outbox")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface OutboxRuntimeConfig {

    /**
     * The name of the datasource whose transactions events are stored in, and which has the tables of the outbox. The default datasource by
     * default.
     */
    Optional<String> datasource();
}
