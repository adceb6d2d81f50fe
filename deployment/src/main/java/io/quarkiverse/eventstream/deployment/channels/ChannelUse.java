package io.quarkiverse.eventstream.deployment.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * A place in the application where a channel is used.
 *
 * @param direction {@code incoming} or {@code outgoing}, as the configuration says; for an injected channel, what its type says
 * @param channel the channel's name
 * @param types the types that stand there; the payload is somewhere among them
 * @param place for messages
 */
record ChannelUse(String direction, String channel, List<Type> types, String place) {

    private static final String INCOMING = "incoming";
    private static final String OUTGOING = "outgoing";
    private static final String MICROPROFILE = "org.eclipse.microprofile.reactive.messaging.";
    private static final String SMALLRYE = "io.smallrye.reactive.messaging.";
    private static final Map<DotName, String> OF_METHODS = Map.of(
            DotName.createSimple(MICROPROFILE + "Incoming"), INCOMING,
            DotName.createSimple(SMALLRYE + "annotations.Incomings"), INCOMING,
            DotName.createSimple(MICROPROFILE + "Outgoing"), OUTGOING,
            DotName.createSimple(SMALLRYE + "annotations.Outgoings"), OUTGOING);
    /** What makes a method take messages. */
    static final List<DotName> INCOMINGS = OF_METHODS.entrySet().stream().filter(entry -> INCOMING.equals(entry.getValue()))
            .map(Map.Entry::getKey).toList();
    private static final DotName CHANNEL = DotName.createSimple(MICROPROFILE + "Channel");

    /** All that there are. */
    static List<ChannelUse> in(IndexView index) {
        List<ChannelUse> uses = new ArrayList<>();
        OF_METHODS.forEach((annotation, direction) -> {
            for (AnnotationInstance instance : index.getAnnotations(annotation)) {
                if (instance.target() != null && instance.target().kind() == AnnotationTarget.Kind.METHOD) {
                    names(instance).forEach(name -> uses.add(ofMethod(direction, name, instance.target())));
                }
            }
        });
        for (AnnotationInstance instance : index.getAnnotations(CHANNEL)) {
            // SmallRye's own producers have it, too, without a name.
            if (!instance.value().asString().isEmpty()) {
                ofInjectionPoint(instance, uses);
            }
        }
        return uses;
    }

    /** The names of the channels that an annotation of a method says. */
    static Stream<String> names(AnnotationInstance instance) {
        return instance.value().kind() == AnnotationValue.Kind.ARRAY
                ? Stream.of(instance.value().asNestedArray()).map(nested -> nested.value().asString())
                : Stream.of(instance.value().asString());
    }

    private static ChannelUse ofMethod(String direction, String channel, AnnotationTarget target) {
        List<Type> types = INCOMING.equals(direction)
                ? target.asMethod().parameterTypes()
                : List.of(target.asMethod().returnType());
        return new ChannelUse(direction, channel, types, place(target.asMethod()));
    }

    /** As SmallRye calls it, too. */
    static String place(MethodInfo method) {
        return method.declaringClass().name() + "#" + method.name();
    }

    private static void ofInjectionPoint(AnnotationInstance instance, List<ChannelUse> uses) {
        AnnotationTarget target = instance.target();
        Type type;
        String place;
        if (target.kind() == AnnotationTarget.Kind.FIELD) {
            type = target.asField().type();
            place = target.asField().declaringClass().name() + "#" + target.asField().name();
        } else if (target.kind() == AnnotationTarget.Kind.METHOD_PARAMETER) {
            type = target.asMethodParameter().type();
            place = target.asMethodParameter().method().declaringClass().name().toString();
        } else {
            return;
        }
        String direction = type.name().withoutPackagePrefix().endsWith("Emitter") ? OUTGOING : INCOMING;
        uses.add(new ChannelUse(direction, instance.value().asString(), List.of(type), place));
    }

    /** The payloads with type arguments among the types. */
    List<Type> genericPayloads() {
        List<Type> found = new ArrayList<>();
        types.forEach(type -> collectGenericPayloads(type, found));
        return found;
    }

    /** The outermost type that is a payload: the wrappers around it say how messages are delivered. */
    private static void collectGenericPayloads(Type type, List<Type> found) {
        if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return;
        }
        if (isWrapper(type)) {
            type.asParameterizedType().arguments().forEach(argument -> collectGenericPayloads(argument, found));
        } else {
            found.add(type);
        }
    }

    /** Whether the type says how messages are delivered, and is no payload. */
    static boolean isWrapper(Type type) {
        String name = type.name().toString();
        return name.startsWith(MICROPROFILE) || name.startsWith("io.smallrye.") || name.startsWith("java.util.concurrent.")
                || name.startsWith("org.reactivestreams.")
                || name.startsWith("org.eclipse.microprofile.reactive.streams.");
    }
}
