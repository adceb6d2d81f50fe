package io.quarkiverse.eventstream.deployment.devservices;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.deployment.EventStreamBuildTimeConfig;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.runtime.configuration.ConfigUtils;

/**
 * Starts a Kafka broker in dev mode and tests for streams without a configured one.
 */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class DevBrokerProcessor {

    private static final Logger LOG = Logger.getLogger(DevBrokerProcessor.class);
    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";

    @BuildStep
    DevServicesResultBuildItem broker(EventStreamBuildTimeConfig config, List<UsedStreamBuildItem> used,
            CurateOutcomeBuildItem curateOutcome, LaunchModeBuildItem launchMode) {
        EventStreamBuildTimeConfig.DevServices settings = config.devservices();
        if (!settings.enabled()) {
            LOG.debug("No broker is started: quarkus.eventstream.devservices.enabled is false");
            return null;
        }
        if (ConfigUtils.isPropertyNonEmpty(BOOTSTRAP_SERVERS)) {
            LOG.debugf("No broker is started: %s is set", BOOTSTRAP_SERVERS);
            return null;
        }
        if (used.stream().noneMatch(DevBrokerProcessor::needsBroker)) {
            LOG.debug("No broker is started: no stream needs one");
            return null;
        }
        DockerLog.quiet();
        String key = launchMode.getLaunchMode() + ", port " + settings.port() + ", partitions " + settings.partitions();
        String address = SharedDevBroker.address(key,
                () -> DevBroker.builder().port(settings.port()).partitions(settings.partitions())
                        .classPath(BrokerClassPath.of(curateOutcome.getApplicationModel())).start(),
                started -> LOG.infof("A Kafka broker for events listens on %s. Another service joins it with -D%s=%s", started,
                        BOOTSTRAP_SERVERS, started));
        return DevServicesResultBuildItem.discovered()
                .feature("eventstream")
                .description("Kafka broker")
                .config(Map.of(BOOTSTRAP_SERVERS, address))
                .build();
    }

    private static boolean needsBroker(UsedStreamBuildItem stream) {
        Config config = ConfigProvider.getConfig();
        String prefix = EventStreamConfig.DEFAULT_STREAM.equals(stream.getName())
                ? "quarkus.eventstream."
                : "quarkus.eventstream." + stream.getName() + ".";
        return "kafka".equals(config.getOptionalValue(prefix + "stream", String.class).orElse("kafka"))
                && !ConfigUtils.isPropertyNonEmpty(prefix + "kafka.bootstrap-servers");
    }
}
