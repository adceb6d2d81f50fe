package io.quarkiverse.eventstream.outbox.deployment;

import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.outbox.runtime.CompletedEventsTable;
import io.quarkiverse.eventstream.outbox.runtime.Inbox;
import io.quarkiverse.eventstream.outbox.runtime.JdbcOutbox;
import io.quarkiverse.eventstream.outbox.runtime.OutboxDataSource;
import io.quarkiverse.eventstream.outbox.runtime.OutboxRuntimeConfig;
import io.quarkiverse.eventstream.outbox.runtime.OutboxStatistics;
import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Adds the outbox to an application that has a datasource for it. */
class OutboxProcessor {

    private static final Logger LOG = Logger.getLogger(OutboxProcessor.class);
    /** Of the test library. */
    private static final String MEMORY_OUTBOX = "io.quarkiverse.eventstream.test.outbox.TransactionalMemoryOutbox";
    private static final String MEMORY_INBOX = "io.quarkiverse.eventstream.test.outbox.MemoryCompletedEvents";
    private static final String RUNTIME = "io.quarkiverse.eventstream.outbox.runtime.";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("eventstream-outbox");
    }

    @BuildStep
    NativeImageResourcePatternsBuildItem scripts() {
        return NativeImageResourcePatternsBuildItem.builder().includeGlob("META-INF/eventstream/outbox/*/*.sql").build();
    }

    /** By name, because their dependencies are optional. */
    @BuildStep
    void observability(Optional<MetricsCapabilityBuildItem> metrics, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<HealthBuildItem> checks) {
        if (metrics.isPresent() && metrics.get().metricsSupported(MetricsFactory.MICROMETER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "OutboxMeters"));
        }
        if (capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "DuplicateSpans"));
        }
        checks.produce(new HealthBuildItem(RUNTIME + "OutboxHealthCheck", true));
    }

    @BuildStep
    void beans(OutboxRuntimeConfig config, List<JdbcDataSourceBuildItem> dataSources, LaunchModeBuildItem launchMode,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<UnremovableBeanBuildItem> unremovable) {
        String name = config.datasource().orElse(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        if (dataSources.stream().noneMatch(dataSource -> dataSource.getName().equals(name))) {
            if (dataSources.isEmpty() && launchMode.getLaunchMode() == LaunchMode.TEST
                    && QuarkusClassLoader.isClassPresentAtRuntime(MEMORY_OUTBOX)) {
                LOG.info("The test has no datasource: the outbox and the inbox are in memory");
                beans.produce(
                        AdditionalBeanBuildItem.builder().setUnremovable().setDefaultScope(BuiltinScope.SINGLETON.getName())
                                .addBeanClasses(MEMORY_OUTBOX, MEMORY_INBOX, Inbox.class.getName(),
                                        OutboxStatistics.class.getName())
                                .build());
                return;
            }
            throw new ConfigurationException("The outbox needs " + (DataSourceUtil.isDefault(name)
                    ? "a datasource with JDBC: add an extension such as quarkus-jdbc-postgresql, and configure quarkus.datasource; a"
                            + " reactive datasource alone has no transactions that it could join"
                    : "the datasource " + name
                            + " of quarkus.eventstream.outbox.datasource, with JDBC: configure quarkus.datasource."
                            + name + ", or correct the name"));
        }
        beans.produce(
                AdditionalBeanBuildItem.builder().setUnremovable()
                        .addBeanClasses(JdbcOutbox.class, Inbox.class, CompletedEventsTable.class, OutboxDataSource.class,
                                OutboxStatistics.class)
                        .build());
        // Looked up by name at run time.
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(io.agroal.api.AgroalDataSource.class));
    }
}
