package io.quarkiverse.eventstream.deployment.listener;

import java.util.stream.Collectors;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.deployment.type.PayloadEvents;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * An {@code @OnEvent}, valid or not.
 */
public final class OnEventBuildItem extends MultiBuildItem implements Comparable<OnEventBuildItem> {

    private final MethodInfo method;
    private final AnnotationInstance annotation;
    private final PayloadEvents events;
    private final int ordinal;

    OnEventBuildItem(MethodInfo method, AnnotationInstance annotation, PayloadEvents events, int ordinal) {
        this.method = method;
        this.annotation = annotation;
        this.events = events;
        this.ordinal = ordinal;
    }

    /** The annotated method. */
    public MethodInfo method() {
        return method;
    }

    /** Whether this is the first annotation of its method. */
    boolean isFirst() {
        return ordinal == 1;
    }

    boolean names(String attribute) {
        return annotation.value(attribute) != null;
    }

    /** The value of an attribute, unchanged: of the annotation, or else of the payload's event type. Empty if it is absent. */
    public String attribute(String attribute) {
        return names(attribute) ? given(attribute) : switch (attribute) {
            case "topic" -> events.topic();
            case "name" -> events.name();
            case "namespace" -> events.namespace();
            default -> "";
        };
    }

    /** The event types of the payload. */
    PayloadEvents events() {
        return events;
    }

    /** The value of an attribute of the annotation, unchanged; empty if it is absent. */
    String given(String attribute) {
        AnnotationValue value = annotation.value(attribute);
        return value == null ? "" : value.asString();
    }

    Ordering ordering() {
        AnnotationValue value = annotation.value("ordering");
        return value == null ? Ordering.PARTITION : Ordering.valueOf(value.asEnum());
    }

    /** The listener's id: the attribute, or the name of the method. */
    public String id() {
        String given = attribute("id");
        if (!given.isBlank()) {
            return given;
        }
        // No brackets, because they would be an index in a configuration key.
        return method.declaringClass().name() + "#" + method.name() + (isFirst() ? "" : "#" + ordinal);
    }

    /** Class, method and parameters, for messages. */
    public String place() {
        return place(method);
    }

    static String place(MethodInfo method) {
        return method.declaringClass().name() + "#" + method.name() + method.parameterTypes().stream()
                .map(OnEventBuildItem::simpleName).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String simpleName(Type type) {
        return type.kind() == Type.Kind.ARRAY
                ? simpleName(type.asArrayType().elementType()) + "[]".repeat(type.asArrayType().deepDimensions())
                : type.name().withoutPackagePrefix();
    }

    @Override
    public int compareTo(OnEventBuildItem other) {
        int byPlace = place().compareTo(other.place());
        return byPlace != 0 ? byPlace : Integer.compare(ordinal, other.ordinal);
    }
}
