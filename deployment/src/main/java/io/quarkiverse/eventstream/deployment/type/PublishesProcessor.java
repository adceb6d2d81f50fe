package io.quarkiverse.eventstream.deployment.type;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkiverse.eventstream.deployment.ConfiguredStreams;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkiverse.eventstream.runtime.bus.PublishedResult;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.BuildExclusionsBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/**
 * Has the results of methods with {@code @Publishes} published, and validates the annotation.
 */
class PublishesProcessor {

    private static final String INTERCEPTORS = "io.quarkiverse.eventstream.runtime.bus.ResultPublisher";

    @BuildStep
    void interceptors(CombinedIndexBuildItem index, BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<AnnotationsTransformerBuildItem> transformers) {
        if (results(index.getIndex()).isEmpty()) {
            return;
        }
        beans.produce(new AdditionalBeanBuildItem(INTERCEPTORS + "$InTransaction", INTERCEPTORS + "$AfterTransaction",
                PublishedResult.class.getName()));
        transformers.produce(new AnnotationsTransformerBuildItem(AnnotationTransformation.forMethods()
                .whenMethod(method -> PublishesInfo.ofResult(method).isPresent())
                .transform(context -> context.add(AnnotationInstance.builder(PublishedResult.class)
                        .add("stream", PublishesInfo.stream(PublishesInfo.ofResult(context.declaration().asMethod()).get()))
                        .build()))));
    }

    private static List<MethodInfo> results(IndexView index) {
        return index.getAnnotations(PublishesInfo.PUBLISHES).stream().map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.METHOD).map(AnnotationTarget::asMethod)
                .filter(method -> !method.isSynthetic() && PublishesInfo.ofResult(method).isPresent()).toList();
    }

    /** A library without an index may have them. */
    @BuildStep
    void usedTypes(CombinedIndexBuildItem index, BuildProducer<EventTypeBuildItem> types) {
        IndexView all = index.getComputingIndex();
        Stream.concat(results(index.getIndex()).stream().map(method -> PublishesInfo.result(method, all)),
                index.getIndex().getAnnotations(PublishesInfo.PUBLISHES).stream()
                        .flatMap(annotation -> Stream.of(PublishesInfo.classes(annotation)))
                        .map(type -> PayloadEvents.of(type.name(), all)))
                .flatMap(events -> events.types().stream()).forEach(type -> types.produce(new EventTypeBuildItem(type)));
    }

    @BuildStep
    void usedStreams(CombinedIndexBuildItem index, BuildProducer<UsedStreamBuildItem> used) {
        results(index.getIndex()).forEach(
                method -> used.produce(new UsedStreamBuildItem(PublishesInfo.stream(PublishesInfo.ofResult(method).get()))));
    }

    @BuildStep
    void validate(CombinedIndexBuildItem index, BeanDiscoveryFinishedBuildItem discovery, BuildExclusionsBuildItem exclusions,
            BuildProducer<ValidationErrorBuildItem> errors) {
        Set<DotName> beans = discovery.beanStream().classBeans().stream().map(bean -> bean.getBeanClass())
                .collect(Collectors.toSet());
        ConfiguredStreams streams = ConfiguredStreams.ofBuild();
        List<String> problems = new ArrayList<>();
        results(index.getIndex()).stream().filter(method -> !exclusions.isExcluded(method.declaringClass())).forEach(
                method -> check(method, isOfBean(method, beans, index.getIndex()), index.getComputingIndex(), problems));
        for (AnnotationInstance annotation : index.getIndex().getAnnotations(PublishesInfo.PUBLISHES)) {
            String stream = PublishesInfo.stream(annotation);
            if (!streams.isKnown(stream)) {
                problems.add("@Publishes must name a stream that is configured, not \"" + stream + "\": "
                        + place(annotation.target()) + ". " + streams.remedy(stream));
            }
            Stream.of(PublishesInfo.classes(annotation)).map(Type::name)
                    .filter(name -> PayloadEvents.of(name, index.getComputingIndex()).types().isEmpty())
                    .forEach(name -> problems.add("@Publishes must name classes with @EventType, not " + name + ": "
                            + place(annotation.target()) + ". Annotate the class, or leave it out"));
            if (annotation.target().kind() == AnnotationTarget.Kind.CLASS && PublishesInfo.classes(annotation).length == 0) {
                problems.add("@Publishes on a class must name the classes of its events: " + place(annotation.target())
                        + ". Add them, or put it on a method that returns an event");
            }
        }
        problems.stream().sorted(Comparator.naturalOrder()).forEach(problem -> errors.produce(BuildErrors.of(problem)));
    }

    /** A bean may inherit the method. */
    private static boolean isOfBean(MethodInfo method, Set<DotName> beans, IndexView index) {
        DotName owner = method.declaringClass().name();
        return beans.contains(owner)
                || index.getAllKnownSubclasses(owner).stream().map(ClassInfo::name).anyMatch(beans::contains);
    }

    private static void check(MethodInfo method, boolean isBean, IndexView index, List<String> problems) {
        if (PublishesInfo.result(method, index).types().isEmpty()) {
            problems.add("@Publishes must be on a method that returns an event type, not "
                    + method.returnType().name().withoutPackagePrefix() + ": " + place(method)
                    + ". Return an object of a class with @EventType, or name the classes that the method publishes by itself");
        } else if (Modifier.isPrivate(method.flags()) || Modifier.isStatic(method.flags())
                || Modifier.isFinal(method.flags()) || !isBean) {
            problems.add("@Publishes must be on a method of a bean that is neither private, static nor final: " + place(method)
                    + ". No interceptor can be added to another one");
        }
    }

    private static String place(AnnotationTarget target) {
        return target.kind() == AnnotationTarget.Kind.METHOD
                ? target.asMethod().declaringClass().name() + "#" + target.asMethod().name()
                : target.asClass().name().toString();
    }
}
