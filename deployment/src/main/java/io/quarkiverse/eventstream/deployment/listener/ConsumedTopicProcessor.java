package io.quarkiverse.eventstream.deployment.listener;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.text.Expressions;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/**
 * Determines the topics and groups of annotated listeners from the annotations and the build-time configuration. A listener is left out if
 * it is disabled, has no group, or has an attribute that only the start of the application will know.
 */
class ConsumedTopicProcessor {

    @BuildStep
    void consumedTopics(List<ListenerBuildItem> listeners, BuildProducer<ConsumedTopicBuildItem> consumed) {
        ListenerOverrides overrides = ListenerOverrides.ofBuild();
        for (ListenerBuildItem listener : listeners) {
            OnEventBuildItem annotation = listener.annotation();
            Optional<String> topic = attribute(annotation, "topic", overrides);
            Optional<String> group = attribute(annotation, "group", overrides).filter(name -> !OnEvent.NO_GROUP.equals(name));
            Optional<String> stream = attribute(annotation, "stream", overrides)
                    .map(name -> name.isBlank() ? EventStreamConfig.DEFAULT_STREAM : name);
            if (topic.isPresent() && group.isPresent() && stream.isPresent() && !overrides.isDisabled(annotation)) {
                consumed.produce(new ConsumedTopicBuildItem(stream.get(), topic.get(), group.get()));
            }
        }
    }

    /** Empty if it needs a property that is not set. */
    private static Optional<String> attribute(OnEventBuildItem listener, String attribute, ListenerOverrides overrides) {
        Optional<String> override = overrides.value(listener, attribute);
        return override.isPresent() ? override.map(String::strip) : expanded(listener.attribute(attribute));
    }

    private static Optional<String> expanded(String text) {
        Set<String> missing = new HashSet<>();
        String value = Expressions.expand(text, ConfigProvider.getConfig(), missing::add);
        return missing.isEmpty() ? Optional.of(value) : Optional.empty();
    }
}
