package io.quarkiverse.eventstream.outbox.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.listener.OnEventBuildItem;
import io.quarkiverse.eventstream.deployment.type.PublishesInfo;
import io.quarkiverse.eventstream.outbox.Once;
import io.quarkiverse.eventstream.outbox.runtime.OnceListeners;
import io.quarkiverse.eventstream.outbox.runtime.OutboxRecorder;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.NonBlocking;

/** Finds the listeners with {@code @Once}, and checks them. */
class OnceProcessor {

    private static final DotName ONCE = DotName.createSimple(Once.class);
    private static final DotName NON_BLOCKING = DotName.createSimple(NonBlocking.class);
    private static final DotName TRANSACTIONAL = DotName.createSimple("jakarta.transaction.Transactional");
    /** With these, the effect would be outside of the transaction that records the event. */
    private static final Set<String> SEPARATE = Set.of("REQUIRES_NEW", "NOT_SUPPORTED", "NEVER");

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void listeners(List<OnEventBuildItem> listeners, OutboxRecorder recorder, BuildProducer<SyntheticBeanBuildItem> beans) {
        Map<String, String> keys = new HashMap<>();
        for (OnEventBuildItem listener : listeners) {
            AnnotationInstance once = listener.method().declaredAnnotation(ONCE);
            if (once != null) {
                keys.put(listener.id(), key(once));
            }
        }
        beans.produce(SyntheticBeanBuildItem.configure(OnceListeners.class).scope(Singleton.class).unremovable()
                .supplier(recorder.onceListeners(keys)).done());
    }

    private static String key(AnnotationInstance once) {
        return once.value("key") == null ? "" : once.value("key").asString();
    }

    @BuildStep
    void validate(List<OnEventBuildItem> listeners, CombinedIndexBuildItem index,
            BuildProducer<ValidationErrorBuildItem> errors) {
        List<String> problems = new ArrayList<>();
        listeners.stream().sorted().filter(listener -> listener.method().hasDeclaredAnnotation(ONCE))
                .forEach(listener -> check(listener, problems));
        for (AnnotationInstance once : index.getIndex().getAnnotations(ONCE)) {
            if (once.target().kind() == AnnotationTarget.Kind.METHOD
                    && listeners.stream().noneMatch(listener -> listener.method().equals(once.target().asMethod()))
                    && !once.target().asMethod().isSynthetic()) {
                MethodInfo method = once.target().asMethod();
                problems.add(
                        "@Once needs an @OnEvent on the same method: " + method.declaringClass().name() + "#" + method.name()
                                + ". Add it, or use @Transactional");
            }
        }
        problems.stream().distinct().forEach(
                problem -> errors.produce(new ValidationErrorBuildItem(new ConfigurationException(problem))));
    }

    private static void check(OnEventBuildItem listener, List<String> problems) {
        MethodInfo method = listener.method();
        String place = ": " + listener.place() + ". ";
        if (method.returnType().kind() != Type.Kind.VOID && !PublishesInfo.returnsResult(method)) {
            problems.add("@Once needs a method that returns void" + place
                    + "Its transaction ends with the method, and a stage would complete outside of it");
        }
        if (method.hasDeclaredAnnotation(NON_BLOCKING) || method.declaringClass().hasDeclaredAnnotation(NON_BLOCKING)) {
            problems.add("@Once can't be on a @NonBlocking method" + place
                    + "It uses the database, and must not run on an event loop: remove @NonBlocking");
        }
        if (OnEvent.NO_GROUP.equals(listener.attribute("group"))) {
            problems.add("@Once needs a group" + place
                    + "Without one, each instance gets every event, and only one of them would take"
                    + " effect: remove group = NO_GROUP");
        }
        AnnotationInstance ofMethod = method.declaredAnnotation(TRANSACTIONAL);
        AnnotationInstance transactional = ofMethod != null
                ? ofMethod
                : method.declaringClass().declaredAnnotation(TRANSACTIONAL);
        if (transactional != null && transactional.value() != null && SEPARATE.contains(transactional.value().asEnum())) {
            problems.add("@Once can't be with @Transactional(" + transactional.value().asEnum() + ")" + place
                    + "The effect would be in another transaction than the record of the event: remove @Transactional");
        }
        AnnotationInstance once = method.declaredAnnotation(ONCE);
        if (!key(once).isEmpty() && !key(once).startsWith("/")) {
            problems.add("@Once(key = \"" + key(once) + "\") is no JSON pointer" + place + "It begins with a slash, such as \"/"
                    + key(once) + "\"");
        }
    }
}
