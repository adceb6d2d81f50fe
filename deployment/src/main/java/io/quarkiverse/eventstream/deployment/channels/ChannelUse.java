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
 * A use of a channel in the application.
 *
 * @param direction {@code incoming} or {@code outgoing}, as in the configuration; for an injected channel, according to its type
 * @param channel the channel's name
 * @param types the types of parameters and result, or of the injection point; the payload is among them
 * @param place the method or injection point, for messages
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
    /** The annotations of methods that consume messages. */
    static final List<DotName> INCOMINGS = OF_METHODS.entrySet().stream().filter(entry -> INCOMING.equals(entry.getValue()))
            .map(Map.Entry::getKey).toList();
    private static final DotName CHANNEL = DotName.createSimple(MICROPROFILE + "Channel");

    /** All uses in the application. */
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
            // SmallRye's own producers have the annotation, too, without a name.
            if (!instance.value().asString().isEmpty()) {
                ofInjectionPoint(instance, uses);
            }
        }
        return uses;
    }

    /** The names of the channels in an annotation of a method. */
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

    /** In SmallRye's notation. */
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

    boolean isIncoming() {
        return INCOMING.equals(direction);
    }

    /** The payload types, without the wrappers around them. */
    List<Type> payloads() {
        List<Type> found = new ArrayList<>();
        types.forEach(type -> collectPayloads(type, found));
        return found;
    }

    private static void collectPayloads(Type type, List<Type> found) {
        boolean isWrapper = isWrapper(type);
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && isWrapper) {
            type.asParameterizedType().arguments().forEach(argument -> collectPayloads(argument, found));
        } else if (!isWrapper && (type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.PARAMETERIZED_TYPE)) {
            found.add(type);
        }
    }

    /** The payload types with type arguments. */
    List<Type> genericPayloads() {
        List<Type> found = new ArrayList<>();
        types.forEach(type -> collectGenericPayloads(type, found));
        return found;
    }

    /** Collects the outermost payload type, without the wrappers around it, such as messages and streams. */
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

    /** Whether the type is a wrapper around a payload. */
    static boolean isWrapper(Type type) {
        String name = type.name().toString();
        return name.startsWith(MICROPROFILE) || name.startsWith("io.smallrye.") || name.startsWith("java.util.concurrent.")
                || name.startsWith("org.reactivestreams.")
                || name.startsWith("org.eclipse.microprofile.reactive.streams.");
    }
}
