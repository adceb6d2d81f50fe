package io.quarkiverse.eventstream.deployment;

import java.util.Optional;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/**
 * Tracing, metrics and health, each if the service has the extension for it. Their classes are referenced by name, because their
 * dependencies are optional.
 */
class ObservabilityProcessor {

    private static final String RUNTIME = "io.quarkiverse.eventstream.runtime.";

    @BuildStep
    void tracing(EventStreamBuildTimeConfig config, Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (config.tracing().enabled() && capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "tracing.Tracing"));
        }
    }

    @BuildStep
    void metrics(EventStreamBuildTimeConfig config, Optional<MetricsCapabilityBuildItem> metrics,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (config.metrics().enabled() && metrics.isPresent() && metrics.get().metricsSupported(MetricsFactory.MICROMETER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "metrics.Metrics"));
        }
    }

    @BuildStep
    void health(EventStreamBuildTimeConfig config, BuildProducer<HealthBuildItem> checks) {
        boolean enabled = config.health().enabled();
        checks.produce(new HealthBuildItem(RUNTIME + "health.ListenersReadinessCheck", enabled));
        checks.produce(new HealthBuildItem(RUNTIME + "health.ListenersLivenessCheck", enabled));
    }
}
