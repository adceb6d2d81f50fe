package io.quarkiverse.eventstream.deployment;

import java.util.Optional;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
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
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<ReflectiveClassBuildItem> reflective) {
        if (metrics.isEmpty() || !metrics.get().metricsSupported(MetricsFactory.MICROMETER)) {
            return;
        }
        if (config.metrics().enabled()) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "metrics.Metrics"));
        }
        // Kafka's clients construct it by its name, if the configuration has it.
        reflective.produce(ReflectiveClassBuildItem.builder("io.quarkiverse.eventstream.metrics.GoSdkMetricsReporter").build());
    }

    @BuildStep
    void health(EventStreamBuildTimeConfig config, BuildProducer<HealthBuildItem> checks) {
        boolean enabled = config.health().enabled();
        checks.produce(new HealthBuildItem(RUNTIME + "health.ListenersReadinessCheck", enabled));
        checks.produce(new HealthBuildItem(RUNTIME + "health.ListenersLivenessCheck", enabled));
    }
}
