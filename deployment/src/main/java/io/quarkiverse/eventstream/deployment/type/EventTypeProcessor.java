package io.quarkiverse.eventstream.deployment.type;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkiverse.eventstream.deployment.payload.PayloadBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/**
 * Collects and validates the classes with {@code @EventType}.
 */
class EventTypeProcessor {

    @BuildStep
    void collect(CombinedIndexBuildItem index, BuildProducer<EventTypeBuildItem> types) {
        for (AnnotationInstance annotation : index.getIndex().getAnnotations(EventTypeInfo.EVENT_TYPE)) {
            EventTypeInfo.of(annotation.target().asClass().name(), index.getComputingIndex())
                    .ifPresent(type -> types.produce(new EventTypeBuildItem(type)));
        }
    }

    @BuildStep
    void validate(List<EventTypeBuildItem> found, CombinedIndexBuildItem index,
            BuildProducer<ValidationErrorBuildItem> errors) {
        List<EventTypeInfo> types = found.stream().map(EventTypeBuildItem::info).toList();
        IndexView all = index.getComputingIndex();
        Stream.concat(EventTypeRules.problems(types).stream(), EventKeyRules.problems(types, index.getIndex(), all).stream())
                .forEach(problem -> errors.produce(BuildErrors.of(problem)));
    }

    /** Also registers the annotations, and the members with the key, which are read by reflection. */
    @BuildStep
    void payloads(List<EventTypeBuildItem> types, BuildProducer<PayloadBuildItem> payloads) {
        types.forEach(type -> payloads.produce(new PayloadBuildItem(
                Type.create(type.info().type().name(), Type.Kind.CLASS), "@EventType", type.info().place())));
    }
}
