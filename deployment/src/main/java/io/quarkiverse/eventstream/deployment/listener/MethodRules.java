package io.quarkiverse.eventstream.deployment.listener;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Declaration;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/**
 * Rules for a listener method itself: its declaration, its result, and its other annotations.
 */
final class MethodRules {

    private static final String ALONE = "Remove one of the two";

    /** Annotations that give a method another caller, and so another meaning. */
    private static final Map<DotName, String> OTHER_CALLERS = Map.ofEntries(
            otherCaller("org.eclipse.microprofile.reactive.messaging.Incoming"),
            otherCaller("org.eclipse.microprofile.reactive.messaging.Outgoing"),
            otherCaller("io.quarkus.scheduler.Scheduled"),
            otherCaller("io.quarkus.vertx.ConsumeEvent"),
            otherCaller("io.quarkus.runtime.Startup"),
            otherCaller("jakarta.enterprise.inject.Produces"),
            otherCaller("jakarta.inject.Inject"),
            otherCaller("jakarta.annotation.PostConstruct"),
            otherCaller("jakarta.annotation.PreDestroy"),
            otherCaller("jakarta.interceptor.AroundInvoke"),
            otherCaller("jakarta.ws.rs.GET"),
            otherCaller("jakarta.ws.rs.POST"),
            otherCaller("jakarta.ws.rs.PUT"),
            otherCaller("jakarta.ws.rs.DELETE"),
            otherCaller("jakarta.ws.rs.PATCH"));
    private static final List<DotName> OTHER_CALLERS_OF_PARAMETERS = List.of(
            DotName.createSimple("jakarta.enterprise.event.Observes"),
            DotName.createSimple("jakarta.enterprise.event.ObservesAsync"),
            DotName.createSimple("jakarta.enterprise.inject.Disposes"));

    private MethodRules() {}

    private static Map.Entry<DotName, String> otherCaller(String annotation) {
        return Map.entry(DotName.createSimple(annotation), "@" + annotation.substring(annotation.lastIndexOf('.') + 1));
    }

    static void check(OnEventBuildItem listener, boolean isBean, Problems problems) {
        checkDeclaration(listener, isBean, problems);
        checkResult(listener, problems);
        checkThreads(listener, problems);
        checkOtherCallers(listener, problems);
    }

    private static void checkDeclaration(OnEventBuildItem listener, boolean isBean, Problems problems) {
        MethodInfo method = listener.method();
        ClassInfo declaring = method.declaringClass();
        int before = problems.count();
        if (Modifier.isPrivate(method.flags())) {
            problems.add("must not be on a private method", listener, "Make the method package-private");
        }
        if (Modifier.isStatic(method.flags())) {
            problems.add("must not be on a static method", listener, "Make it a method of the bean");
        }
        if (!method.typeParameters().isEmpty()) {
            problems.add("must not be on a generic method", listener, "Remove the type parameters");
        }
        if (declaring.isInterface()) {
            problems.add("must not be on a method of an interface", listener, "Put it on the method of the bean");
        } else if (Modifier.isAbstract(declaring.flags())) {
            problems.add("must not be on a method of an abstract class", listener,
                    "Put it on a method of the concrete class that is the bean");
        } else if (!isBean && problems.count() == before) {
            problems.add("must be on a method of a bean", listener, "The class " + declaring.name()
                    + " is none: it must be a top-level or static nested class, and not be @Vetoed or excluded");
        }
    }

    private static void checkResult(OnEventBuildItem listener, Problems problems) {
        if (ListenerTypes.result(listener.method()) == null && !ListenerTypes.isSuspend(listener.method())) {
            problems.add("must return void, Uni or CompletionStage", listener,
                    "Return one of them instead of " + listener.method().returnType().name().withoutPackagePrefix());
        }
    }

    private static void checkThreads(OnEventBuildItem listener, Problems problems) {
        MethodInfo method = listener.method();
        checkThreads(listener, method, "", problems);
        checkThreads(listener, method.declaringClass(), " on the class", problems);
        if (method.hasDeclaredAnnotation(ListenerTypes.NON_BLOCKING) && ListenerTypes.isTransactional(method)) {
            problems.add("can't go with both @NonBlocking and @Transactional, which blocks", listener, ALONE);
        }
    }

    private static void checkThreads(OnEventBuildItem listener, Declaration annotated, String where, Problems problems) {
        if (!annotated.hasDeclaredAnnotation(ListenerTypes.NON_BLOCKING)) {
            return;
        }
        if (annotated.hasDeclaredAnnotation(ListenerTypes.BLOCKING)) {
            problems.add("can't go with both @Blocking and @NonBlocking" + where, listener, ALONE);
        }
        if (annotated.hasDeclaredAnnotation(ListenerTypes.VIRTUAL_THREAD)) {
            problems.add("can't go with both @NonBlocking and @RunOnVirtualThread" + where, listener, ALONE);
        }
    }

    private static void checkOtherCallers(OnEventBuildItem listener, Problems problems) {
        for (AnnotationInstance other : listener.method().declaredAnnotations()) {
            String name = OTHER_CALLERS.get(other.name());
            if (name != null) {
                problems.add("can't go with " + name + " on one method", listener,
                        "The bus alone calls a listener: move the common code to a method that both call");
            }
        }
        Stream<AnnotationInstance> onParameters = listener.method().annotations().stream();
        onParameters.filter(annotation -> OTHER_CALLERS_OF_PARAMETERS.contains(annotation.name()))
                .forEach(annotation -> problems.add("can't go with @" + annotation.name().withoutPackagePrefix()
                        + " on a parameter", listener, "Take it away: the bus passes the event"));
    }
}
