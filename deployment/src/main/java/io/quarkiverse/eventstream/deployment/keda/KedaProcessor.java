package io.quarkiverse.eventstream.deployment.keda;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkiverse.eventstream.deployment.listener.ConsumedTopicBuildItem;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.GeneratedFileSystemResourceBuildItem;

/**
 * Writes the {@link ScaledObject} of the service, if it is asked for.
 */
class KedaProcessor {

    private static final Logger LOG = Logger.getLogger(KedaProcessor.class);
    private static final String FILE = "kubernetes/eventstream-keda.yml";
    private static final String KUBERNETES = "quarkus.kubernetes.";
    private static final String KEDA = "quarkus.eventstream.keda.";

    @BuildStep(onlyIf = IsProduction.class)
    void scaledObject(KedaConfig config, List<ConsumedTopicBuildItem> consumed, ApplicationInfoBuildItem application,
            BuildProducer<GeneratedFileSystemResourceBuildItem> files, BuildProducer<ValidationErrorBuildItem> errors) {
        if (!config.enabled()) {
            return;
        }
        if (config.minInstances() < 0 || config.minInstances() == 0 && config.prometheusUrl().isPresent()) {
            errors.produce(BuildErrors.of(KEDA + "min-instances must be 1 or more with " + KEDA + "prometheus-url, not "
                    + config.minInstances() + ": no instance would measure the lag"));
            return;
        }
        SortedSet<ScaledGroup> groups = new TreeSet<>();
        consumed.stream().filter(topic -> isOnKafka(topic.stream()))
                .forEach(topic -> groups.add(scaled(topic, application.getName())));
        if (groups.isEmpty()) {
            LOG.warnf("%s is not written: no annotated listener has a group", FILE);
            return;
        }
        ScaledObject object = new ScaledObject(kubernetes("name").orElse(application.getName()),
                kubernetes("deployment-kind").orElse("Deployment"), groups);
        files.produce(new GeneratedFileSystemResourceBuildItem(FILE, object.yaml(config).getBytes(StandardCharsets.UTF_8)));
    }

    private static ScaledGroup scaled(ConsumedTopicBuildItem topic, String application) {
        Names names = new Names(property(topic.stream(), "prefix").orElse(""),
                property(topic.stream(), "group").orElse(application),
                property(topic.stream(), "group-leading-dot").map(Boolean::parseBoolean).orElse(false));
        return new ScaledGroup(names.fullTopic(topic.topic()),
                names.fullGroup(topic.group().isEmpty() ? names.defaultGroup() : topic.group()),
                property(topic.stream(), "kafka.bootstrap-servers").or(() -> property("kafka.bootstrap.servers")));
    }

    private static boolean isOnKafka(String stream) {
        return property(stream, "stream").orElse("kafka").equals("kafka");
    }

    private static Optional<String> property(String stream, String name) {
        String root = "quarkus.eventstream.";
        return EventStreamConfig.DEFAULT_STREAM.equals(stream)
                ? property(root + name)
                : property(root + stream + "." + name).or(() -> property(root + '"' + stream + "\"." + name));
    }

    private static Optional<String> kubernetes(String name) {
        return property(KUBERNETES + name);
    }

    private static Optional<String> property(String name) {
        Config config = ConfigProvider.getConfig();
        return config.getOptionalValue(name, String.class);
    }
}
