package io.quarkiverse.eventstream.deployment.payload;

import java.util.List;
import java.util.Set;

import org.jboss.jandex.DotName;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;

/**
 * Registers the classes for reflection that Jackson needs in a native executable to read and write the payloads of listeners and channels,
 * and no others: their types with all nested types, of the application or of a library without an index.
 */
class PayloadProcessor {

    private static final Set<DotName> EVENTS = Set.of(DotName.createSimple(IncomingEvent.class),
            DotName.createSimple(OutgoingEvent.class));

    @BuildStep
    void register(List<PayloadBuildItem> payloads, CombinedIndexBuildItem index, NativeConfig target,
            BuildProducer<ReflectiveHierarchyBuildItem> reflective, BuildProducer<ReflectiveClassBuildItem> helpers,
            BuildProducer<ValidationErrorBuildItem> errors) {
        for (PayloadBuildItem payload : payloads) {
            TypesWithin within = new TypesWithin(payload.type(), index.getComputingIndex(), PayloadProcessor::isNoPayload);
            // Each of them, because Quarkus itself does not consider all types that Jackson does, such as wildcards.
            within.found().forEach(type -> reflective.produce(ReflectiveHierarchyBuildItem.builder(type)
                    .index(index.getComputingIndex()).source(payload.user() + " at " + payload.place())
                    .ignoreTypePredicate(PayloadProcessor::isNoPayload).build()));
            within.helpers().forEach(helper -> helpers.produce(ReflectiveClassBuildItem.builder(helper.toString()).build()));
            check(payload, within, index, target, errors);
        }
    }

    /** Fails the build for errors that would otherwise occur with the first event. */
    private static void check(PayloadBuildItem payload, TypesWithin within, CombinedIndexBuildItem index, NativeConfig target,
            BuildProducer<ValidationErrorBuildItem> errors) {
        within.missing().forEach((type, from) -> errors.produce(error("can't find the type " + type
                + (type.equals(from) ? "" : ", which " + from + " names"), payload,
                "Add the library that has it to the dependencies")));
        if (target.enabled()) {
            within.found().stream().filter(type -> !within.namesOthers(type))
                    .filter(type -> PolymorphicTypes.lacksClass(type, within.found(), index.getIndex(),
                            index.getComputingIndex()))
                    .forEach(type -> errors.produce(error("can't find a class to make of the abstract type " + type, payload,
                            "Mark those that there are with @RegisterForReflection, or name those of a library in "
                                    + "@RegisterForReflection(targets = …) on a class of the application: a native executable"
                                    + " has no others")));
        }
    }

    private static ValidationErrorBuildItem error(String rule, PayloadBuildItem payload, String remedy) {
        return BuildErrors.of(payload.user() + " " + rule + ": " + payload.place() + ". " + remedy);
    }

    /** Wrappers around payloads, and types that Quarkus does not register. */
    private static boolean isNoPayload(DotName type) {
        return ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate.INSTANCE.test(type) || EVENTS.contains(type)
                || type.toString().startsWith("io.smallrye.") || type.toString().startsWith("org.eclipse.microprofile.");
    }
}
