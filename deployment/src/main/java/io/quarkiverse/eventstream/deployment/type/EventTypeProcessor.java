package io.quarkiverse.eventstream.deployment.type;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkiverse.eventstream.deployment.payload.PayloadBuildItem;
import io.quarkiverse.eventstream.runtime.bus.EventStreamRecorder;
import io.quarkiverse.eventstream.runtime.envelope.Upcasters;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;

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
        List<EventTypeInfo> types = types(found);
        IndexView all = index.getComputingIndex();
        Stream.concat(EventTypeRules.problems(types).stream(), EventKeyRules.problems(types, index.getIndex(), all).stream())
                .forEach(problem -> errors.produce(BuildErrors.of(problem)));
    }

    /** Also registers the annotations, and the members with the key, which are read by reflection. */
    @BuildStep
    void payloads(List<EventTypeBuildItem> types, BuildProducer<PayloadBuildItem> payloads) {
        types(types).forEach(type -> payloads.produce(
                new PayloadBuildItem(Type.create(type.type().name(), Type.Kind.CLASS), "@EventType", type.place())));
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void upcasts(List<EventTypeBuildItem> types, CombinedIndexBuildItem index, EventStreamRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans, BuildProducer<ReflectiveMethodBuildItem> methods,
            BuildProducer<ValidationErrorBuildItem> errors) {
        UpcastRules rules = UpcastRules.of(types(types), index.getIndex());
        rules.problems().forEach(problem -> errors.produce(BuildErrors.of(problem)));
        rules.upcasts().forEach(upcast -> methods.produce(new ReflectiveMethodBuildItem("@Upcast", upcast.owner(),
                upcast.method(), new String[]{ObjectNode.class.getName()})));
        beans.produce(SyntheticBeanBuildItem.configure(Upcasters.class).scope(Singleton.class)
                .supplier(recorder.upcasters(rules.upcasts())).done());
    }

    private static List<EventTypeInfo> types(List<EventTypeBuildItem> found) {
        // Those that are used may be found again, if their library has an index.
        return found.stream().map(EventTypeBuildItem::info).collect(Collectors.toMap(type -> type.type().name(), type -> type,
                (first, second) -> first, TreeMap::new)).values().stream().toList();
    }
}
