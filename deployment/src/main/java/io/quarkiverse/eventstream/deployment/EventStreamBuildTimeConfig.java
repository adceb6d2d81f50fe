package io.quarkiverse.eventstream.deployment;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The configuration that is fixed when the application is built.
 */
@ConfigMapping(prefix = "quarkus.eventstream")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface EventStreamBuildTimeConfig {

    /** A Kafka broker for dev mode and tests. */
    DevServices devservices();

    /** The health checks, where the service has SmallRye Health. */
    Health health();

    /** Metrics, where the service has Micrometer. */
    Metrics metrics();

    /** Tracing, where the service has OpenTelemetry. */
    Tracing tracing();

    /** Metrics, where the service has Micrometer. */
    @ConfigGroup
    interface Metrics {

        /**
         * Whether streams and listeners have metrics.
         *
         * @return true for metrics
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Tracing, where the service has OpenTelemetry. */
    @ConfigGroup
    interface Tracing {

        /**
         * Whether publications and invocations of listeners are spans, and events carry their trace.
         *
         * @return true for spans
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** The health checks, where the service has SmallRye Health. */
    @ConfigGroup
    interface Health {

        /**
         * Whether the listeners have a readiness and a liveness check.
         *
         * @return true for the checks
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** A Kafka broker for dev mode and tests, in a JVM of its own; it needs no Docker. */
    @ConfigGroup
    interface DevServices {

        /**
         * Whether a broker starts in dev mode and tests when a stream needs one and {@code kafka.bootstrap.servers} is not set.
         *
         * @return true to start it
         */
        @WithDefault("true")
        boolean enabled();

        /** The port on the loopback address; 0 means a free one. */
        @WithDefault("0")
        int port();

        /**
         * How many partitions topics get that are created on first use.
         *
         * @return 1 or more
         */
        @WithDefault("1")
        int partitions();
    }
}
