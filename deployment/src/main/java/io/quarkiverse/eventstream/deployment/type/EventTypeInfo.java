package io.quarkiverse.eventstream.deployment.type;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkiverse.eventstream.EventType;

/**
 * The {@code @EventType} of a class, with defaults from the types above it; as they are written, expressions included. The same rules as at
 * run time.
 *
 * @param topic empty if there is none
 * @param name empty if there is none
 * @param namespace empty if there is none
 */
public record EventTypeInfo(ClassInfo type, String topic, String name, String namespace, int version) {

    static final DotName EVENT_TYPE = DotName.createSimple(EventType.class);

    /** Empty if the class is unknown, or has no annotation of its own. */
    public static Optional<EventTypeInfo> of(DotName name, IndexView index) {
        ClassInfo type = index.getClassByName(name);
        if (type == null || !type.hasDeclaredAnnotation(EVENT_TYPE)) {
            return Optional.empty();
        }
        List<ClassInfo> all = withTypesAbove(type, index);
        AnnotationValue version = type.declaredAnnotation(EVENT_TYPE).value("version");
        return Optional.of(new EventTypeInfo(type, first(all, "topic"), text(type, "name"), first(all, "namespace"),
                version == null ? 1 : version.asInt()));
    }

    /** The class, then those above it, the nearest first. */
    static List<ClassInfo> withTypesAbove(ClassInfo type, IndexView index) {
        Set<ClassInfo> found = new LinkedHashSet<>(List.of(type));
        List<ClassInfo> level = List.of(type);
        while (!level.isEmpty()) {
            level = level.stream()
                    .flatMap(each -> Stream.concat(Stream.ofNullable(each.superName()), each.interfaceNames().stream()))
                    .flatMap(name -> Stream.ofNullable(index.getClassByName(name))).filter(found::add).toList();
        }
        return new ArrayList<>(found);
    }

    private static String first(List<ClassInfo> types, String attribute) {
        return types.stream().map(type -> text(type, attribute)).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private static String text(ClassInfo type, String attribute) {
        AnnotationInstance annotation = type.declaredAnnotation(EVENT_TYPE);
        AnnotationValue value = annotation == null ? null : annotation.value(attribute);
        return value == null ? "" : value.asString();
    }

    /** Whether there are objects of exactly this class. */
    boolean isConcrete() {
        return !type.isAbstract() && !type.isInterface();
    }

    /** For messages. */
    String place() {
        return type.name().toString();
    }
}
