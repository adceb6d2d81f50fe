package io.quarkiverse.eventstream.deployment.listener;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.invoke.Invoker;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.SkipReplays;
import io.quarkiverse.eventstream.deployment.BuildErrors;
import io.quarkiverse.eventstream.deployment.ConfiguredProperties;
import io.quarkiverse.eventstream.deployment.ConfiguredStreams;
import io.quarkiverse.eventstream.deployment.UnusedStreamBuildItem;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkiverse.eventstream.deployment.payload.CanonicalType;
import io.quarkiverse.eventstream.deployment.payload.PayloadBuildItem;
import io.quarkiverse.eventstream.deployment.type.EventTypeBuildItem;
import io.quarkiverse.eventstream.deployment.type.PayloadEvents;
import io.quarkiverse.eventstream.runtime.bus.AnnotatedListener;
import io.quarkiverse.eventstream.runtime.bus.BuildTimeFindings;
import io.quarkiverse.eventstream.runtime.bus.EventStreamRecorder;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod;
import io.quarkiverse.eventstream.runtime.text.Expressions;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.deployment.BeanArchiveIndexBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.BeanRegistrationPhaseBuildItem;
import io.quarkus.arc.deployment.BuildExclusionsBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem.BeanClassAnnotationExclusion;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.arc.processor.InvokerInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;

/**
 * Turns {@code @OnEvent} methods into listeners: collects, validates, generates.
 */
class ListenerProcessor {

    private static final DotName ON_EVENT = DotName.createSimple(OnEvent.class);
    private static final DotName ON_EVENTS = DotName.createSimple(OnEvent.List.class);

    @BuildStep
    AutoAddScopeBuildItem scope() {
        return AutoAddScopeBuildItem.builder()
                .anyMethodMatches(ListenerProcessor::isListener)
                .defaultScope(BuiltinScope.SINGLETON)
                .reason("It has methods that listen to events").build();
    }

    @BuildStep
    void unremovable(BuildProducer<UnremovableBeanBuildItem> unremovable) {
        // A listener is not injected; the bus invokes it.
        unremovable.produce(new UnremovableBeanBuildItem(new BeanClassAnnotationExclusion(ON_EVENT)));
        unremovable.produce(new UnremovableBeanBuildItem(new BeanClassAnnotationExclusion(ON_EVENTS)));
    }

    /** Otherwise Quarkus refuses {@code @Blocking} and similar annotations on a method without a known caller. */
    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem threadAnnotations() {
        return new ExecutionModelAnnotationsAllowedBuildItem(ListenerProcessor::isListener);
    }

    private static boolean isListener(MethodInfo method) {
        return method.hasDeclaredAnnotation(ON_EVENT) || method.hasDeclaredAnnotation(ON_EVENTS);
    }

    @BuildStep
    void collect(BeanArchiveIndexBuildItem beanArchives, CombinedIndexBuildItem classes, BuildExclusionsBuildItem exclusions,
            BuildProducer<OnEventBuildItem> found) {
        IndexView index = beanArchives.getIndex();
        for (AnnotationInstance annotation : index.getAnnotations(ON_EVENT)) {
            collect(List.of(annotation), annotation.target(), classes, exclusions, found);
        }
        for (AnnotationInstance container : index.getAnnotations(ON_EVENTS)) {
            collect(List.of(container.value().asNestedArray()), container.target(), classes, exclusions, found);
        }
    }

    private static void collect(List<AnnotationInstance> annotations, AnnotationTarget target, CombinedIndexBuildItem classes,
            BuildExclusionsBuildItem exclusions, BuildProducer<OnEventBuildItem> found) {
        // Nested annotations are indexed, too, without a target: they are found in their container.
        if (target == null || target.kind() != AnnotationTarget.Kind.METHOD) {
            return;
        }
        MethodInfo method = target.asMethod();
        // The compiler copies annotations to bridge methods. A bean that is disabled in this build, with @IfBuildProfile
        // and similar annotations, has no listeners.
        if (method.isSynthetic() || exclusions.isExcluded(method.declaringClass())) {
            return;
        }
        PayloadEvents events = ListenerTypes.payloads(method).stream().findFirst()
                .map(payload -> PayloadEvents.of(payload.name(), classes.getComputingIndex())).orElse(PayloadEvents.NONE);
        int ordinal = 0;
        for (AnnotationInstance annotation : annotations) {
            found.produce(new OnEventBuildItem(method, annotation, events, ++ordinal));
        }
    }

    /** A library without an index may have them. */
    @BuildStep
    void usedTypes(List<OnEventBuildItem> found, BuildProducer<EventTypeBuildItem> types) {
        found.stream().flatMap(listener -> listener.events().types().stream())
                .forEach(type -> types.produce(new EventTypeBuildItem(type)));
    }

    @BuildStep
    void usedStreams(List<OnEventBuildItem> found, BuildProducer<UsedStreamBuildItem> used) {
        for (OnEventBuildItem listener : found) {
            String stream = AttributeRules.stream(listener);
            if (!Expressions.areIn(stream)) {
                used.produce(new UsedStreamBuildItem(stream));
            }
        }
    }

    @BuildStep
    void validate(List<OnEventBuildItem> found, CombinedIndexBuildItem index, BeanDiscoveryFinishedBuildItem discovery,
            BuildProducer<ListenerBuildItem> valid, BuildProducer<ValidationErrorBuildItem> errors) {
        Map<DotName, BeanInfo> beans = discovery.beanStream().classBeans()
                .collect(Collectors.toMap(BeanInfo::getBeanClass, bean -> bean, (first, second) -> first));
        ConfiguredStreams streams = ConfiguredStreams.ofBuild();
        ListenerOverrides overrides = ListenerOverrides.ofBuild();
        ConfiguredProperties properties = ConfiguredProperties.ofBuild();
        List<OnEventBuildItem> sorted = found.stream().sorted().toList();
        Problems problems = new Problems();
        Set<MethodInfo> broken = new HashSet<>();
        for (OnEventBuildItem listener : sorted) {
            BeanInfo bean = beans.get(listener.method().declaringClass().name());
            int before = problems.count();
            if (listener.isFirst()) {
                MethodRules.check(listener, bean != null, problems);
                ParameterRules.check(listener, index, problems);
            }
            if (problems.count() > before) {
                broken.add(listener.method());
            }
            before = problems.count();
            AttributeRules.check(listener, streams, overrides, problems);
            ExpressionRules.check(listener, overrides, properties, problems);
            FamilyRules.check(listener, overrides, problems);
            if (problems.count() == before && !broken.contains(listener.method())) {
                valid.produce(new ListenerBuildItem(listener, bean));
            }
        }
        AttributeRules.checkTogether(sorted, overrides, problems);
        checkSkippedReplays(index.getIndex(), problems);
        problems.messages().forEach(message -> errors.produce(BuildErrors.of(message)));
    }

    private static void checkSkippedReplays(IndexView index, Problems problems) {
        for (AnnotationInstance annotation : index.getAnnotations(SkipReplays.class)) {
            MethodInfo method = annotation.target().asMethod();
            if (!method.isSynthetic() && !isListener(method)) {
                problems.add("@SkipReplays needs an @OnEvent on the same method: " + OnEventBuildItem.place(method)
                        + ". Only listeners get replays: remove it, or add @OnEvent");
            }
        }
    }

    @BuildStep
    void payloads(List<ListenerBuildItem> listeners, BuildProducer<PayloadBuildItem> payloads) {
        // A method with several annotations has one payload.
        for (ListenerBuildItem listener : listeners.stream().filter(listener -> listener.annotation().isFirst()).toList()) {
            for (Type payload : ListenerTypes.payloads(listener.annotation().method())) {
                payloads.produce(new PayloadBuildItem(payload, "@OnEvent", listener.annotation().place()));
            }
        }
    }

    @BuildStep
    void invokers(List<ListenerBuildItem> listeners, BeanRegistrationPhaseBuildItem phase, InvokerFactoryBuildItem invokers,
            BuildProducer<InvokableListenerBuildItem> invokable) {
        // A method with several annotations has one invoker.
        Map<MethodInfo, String> classNames = new HashMap<>();
        for (ListenerBuildItem listener : listeners) {
            String className = classNames.computeIfAbsent(listener.annotation().method(),
                    method -> className(invokers.createInvoker(listener.bean(), method).withInstanceLookup().build()));
            invokable.produce(new InvokableListenerBuildItem(listener.annotation(), className));
        }
    }

    private static String className(InvokerInfo invoker) {
        ClassDesc type = invoker.getClassDesc();
        return type.packageName() + "." + type.displayName();
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    SyntheticBeanBuildItem register(List<InvokableListenerBuildItem> listeners, List<UsedStreamBuildItem> used,
            List<UnusedStreamBuildItem> unused, CombinedIndexBuildItem index, EventStreamRecorder recorder,
            RecorderContext context) {
        List<AnnotatedListener> recorded = new ArrayList<>();
        listeners.stream().sorted(Comparator.comparing(listener -> listener.annotation().id()))
                .forEach(listener -> recorded.add(recorded(listener, context)));
        List<String> injected = names(used.stream().filter(UsedStreamBuildItem::isAtInjectionPoint));
        return SyntheticBeanBuildItem.configure(BuildTimeFindings.class).scope(Singleton.class)
                .supplier(recorder.findings(names(used.stream()), injected,
                        new ArrayList<>(unused.stream().map(UnusedStreamBuildItem::getName).toList()), recorded,
                        ExceptionNames.in(index.getIndex())))
                .done();
    }

    private static List<String> names(Stream<UsedStreamBuildItem> streams) {
        return new ArrayList<>(streams.map(UsedStreamBuildItem::getName).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static AnnotatedListener recorded(InvokableListenerBuildItem listener, RecorderContext context) {
        OnEventBuildItem annotation = listener.annotation();
        MethodInfo method = annotation.method();
        RuntimeValue<Invoker<Object, Object>> invoker = context.newInstance(listener.invokerClass());
        String payload = ListenerTypes.payloads(method).stream().map(CanonicalType::of).findFirst().orElse("");
        PayloadEvents events = annotation.events();
        Map<String, String> family = events.isFamily() ? events.classNames() : Map.of();
        return new AnnotatedListener(annotation.id(), annotation.attribute("topic"), annotation.attribute("name"),
                annotation.attribute("group"), annotation.attribute("offset"), annotation.attribute("namespace"),
                annotation.attribute("stream"), annotation.ordering(), method.hasDeclaredAnnotation(SkipReplays.class),
                new ListenerMethod(annotation.place(), invoker, new ArrayList<>(ListenerTypes.parameters(method)), payload,
                        family,
                        ListenerTypes.execution(method), ListenerTypes.result(method)));
    }
}
