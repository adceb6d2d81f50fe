package io.quarkiverse.eventstream.deployment.type;

import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.Publishes;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;

/** Interprets {@code @Publishes} on a method. */
public final class PublishesInfo {

    static final DotName PUBLISHES = DotName.createSimple(Publishes.class);
    private static final Set<DotName> WRAPPERS = Set.of(DotName.createSimple("io.smallrye.mutiny.Uni"),
            DotName.createSimple("java.util.concurrent.CompletionStage"),
            DotName.createSimple("java.util.concurrent.CompletableFuture"));

    private PublishesInfo() {}

    /** The annotation of a method whose result is to be published. */
    public static Optional<AnnotationInstance> ofResult(MethodInfo method) {
        return Optional.ofNullable(method.declaredAnnotation(PUBLISHES)).filter(annotation -> classes(annotation).length == 0);
    }

    /** Whether a method returns an object that is published, and no stage or {@code Uni} of one. */
    public static boolean returnsResult(MethodInfo method) {
        return ofResult(method).isPresent() && !WRAPPERS.contains(method.returnType().name());
    }

    static Type[] classes(AnnotationInstance annotation) {
        AnnotationValue value = annotation.value();
        return value == null ? new Type[0] : value.asClassArray();
    }

    static String stream(AnnotationInstance annotation) {
        AnnotationValue value = annotation.value("stream");
        return value == null || value.asString().isBlank() ? EventStreamConfig.DEFAULT_STREAM : value.asString();
    }

    /** The event types that the result of a method may have. */
    static PayloadEvents result(MethodInfo method, IndexView index) {
        Type type = method.returnType();
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && WRAPPERS.contains(type.name())) {
            type = type.asParameterizedType().arguments().get(0);
        }
        boolean isClass = type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.PARAMETERIZED_TYPE;
        return isClass ? PayloadEvents.of(type.name(), index) : PayloadEvents.NONE;
    }
}
