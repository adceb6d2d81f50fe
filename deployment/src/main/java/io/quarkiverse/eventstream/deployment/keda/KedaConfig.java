package io.quarkiverse.eventstream.deployment.keda;

import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * A {@code ScaledObject} for KEDA, which adds instances of the service while the lag of its groups is high.
 */
@ConfigMapping(prefix = "quarkus.eventstream.keda")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface KedaConfig {

    /**
     * Whether the build writes {@code kubernetes/eventstream-keda.yml} to its output directory, next to the manifests of
     * {@code quarkus-kubernetes}: one {@code ScaledObject}, with a trigger for each topic and group of annotated listeners.
     *
     * @return true to write it
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * The URL of a Prometheus that scrapes the service, as KEDA reaches it. Then the triggers know which partitions wait for a failing
     * event. Without it, KEDA asks Kafka.
     */
    Optional<String> prometheusUrl();

    /**
     * How many records an instance may lag behind before another one is added.
     *
     * @return 1 or more
     */
    @WithDefault("1000")
    int lag();

    /**
     * How many partitions the topic with the most has: as many instances at most are of use. By default, KEDA's bound of 100 instances
     * applies, and the number of partitions that lag.
     *
     * @return 1 or more
     */
    OptionalInt partitions();

    /**
     * How many instances run at least. It may be 0 only without {@code prometheus-url}, because the instances measure the lag.
     *
     * @return 0 or more
     */
    @WithDefault("1")
    int minInstances();
}
