package io.quarkiverse.eventstream.deployment.channels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * The methods whose messages are acknowledged when they end, so that an exception is a negative acknowledgement: post-processing, in
 * SmallRye's words. These are the methods that take payloads, return one or none, and have no annotation about acknowledgements.
 */
final class PostProcessedMethods {

    private static final DotName ACKNOWLEDGMENT = DotName
            .createSimple("org.eclipse.microprofile.reactive.messaging.Acknowledgment");
    private static final Set<String> OF_ONE = Set.of("io.smallrye.mutiny.Uni", "java.util.concurrent.CompletionStage");

    private PostProcessedMethods() {}

    /** The names of the incoming channels by class and method; for overloaded methods, only if all are of this kind. */
    static Map<String, List<String>> in(IndexView index) {
        Map<String, List<String>> channels = new TreeMap<>();
        Set<String> others = new HashSet<>();
        for (DotName annotation : ChannelUse.INCOMINGS) {
            for (AnnotationInstance instance : index.getAnnotations(annotation)) {
                if (instance.target() != null && instance.target().kind() == AnnotationTarget.Kind.METHOD) {
                    MethodInfo method = instance.target().asMethod();
                    channels.computeIfAbsent(ChannelUse.place(method), place -> new ArrayList<>())
                            .addAll(ChannelUse.names(instance).toList());
                    if (!isPostProcessed(method)) {
                        others.add(ChannelUse.place(method));
                    }
                }
            }
        }
        channels.keySet().removeAll(others);
        return channels;
    }

    private static boolean isPostProcessed(MethodInfo method) {
        return !method.hasAnnotation(ACKNOWLEDGMENT) && !method.parameterTypes().isEmpty()
                && method.parameterTypes().stream().noneMatch(ChannelUse::isWrapper)
                && returnsOneAtMost(method.returnType());
    }

    private static boolean returnsOneAtMost(Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && OF_ONE.contains(type.name().toString())) {
            return type.asParameterizedType().arguments().stream().noneMatch(ChannelUse::isWrapper);
        }
        return !ChannelUse.isWrapper(type);
    }
}
