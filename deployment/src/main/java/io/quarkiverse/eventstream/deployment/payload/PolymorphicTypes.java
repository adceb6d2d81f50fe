package io.quarkiverse.eventstream.deployment.payload;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Abstract types for which Jackson creates objects of other classes.
 */
public final class PolymorphicTypes {

    private static final List<DotName> MARKS = List.of(DotName.createSimple("com.fasterxml.jackson.annotation.JsonTypeInfo"),
            DotName.createSimple("com.fasterxml.jackson.databind.annotation.JsonDeserialize"));
    private static final DotName REGISTER = DotName.createSimple(RegisterForReflection.class);

    private PolymorphicTypes() {}

    /**
     * Whether annotations define how Jackson creates objects of an abstract type.
     *
     * @param type the type; null for a missing one
     * @return true if it or a supertype has such annotations, which Jackson inherits from superclasses and interfaces
     */
    public static boolean isPolymorphic(ClassInfo type, IndexView index) {
        return type != null && (MARKS.stream().anyMatch(type::hasDeclaredAnnotation)
                || above(type).anyMatch(name -> isPolymorphic(index.getClassByName(name), index)));
    }

    /** Whether the build knows no class that could be created for a type. */
    static boolean lacksClass(DotName type, Set<DotName> known, IndexView application, IndexView all) {
        ClassInfo info = all.getClassByName(type);
        return Modifier.isAbstract(info.flags()) && isPolymorphic(info, all)
                && application.getAllKnownSubclasses(type).isEmpty()
                && application.getAllKnownImplementations(type).isEmpty()
                && Stream.concat(known.stream(), registered(application))
                        .noneMatch(name -> isConcrete(name, all) && isA(name, type, all));
    }

    private static Stream<DotName> registered(IndexView application) {
        return application.getAnnotations(REGISTER).stream()
                .flatMap(annotation -> Stream.concat(classes(annotation), names(annotation)));
    }

    private static boolean isConcrete(DotName name, IndexView all) {
        ClassInfo info = all.getClassByName(name);
        return info != null && !Modifier.isAbstract(info.flags());
    }

    private static Stream<DotName> classes(AnnotationInstance annotation) {
        AnnotationValue targets = annotation.value("targets");
        return targets == null ? Stream.empty() : Stream.of(targets.asClassArray()).map(Type::name);
    }

    private static Stream<DotName> names(AnnotationInstance annotation) {
        AnnotationValue names = annotation.value("classNames");
        return names == null ? Stream.empty() : Stream.of(names.asStringArray()).map(DotName::createSimple);
    }

    private static boolean isA(DotName name, DotName type, IndexView all) {
        ClassInfo info = all.getClassByName(name);
        return name.equals(type) || info != null && above(info).anyMatch(above -> isA(above, type, all));
    }

    private static Stream<DotName> above(ClassInfo type) {
        return Stream.concat(Stream.ofNullable(type.superName()), type.interfaceNames().stream());
    }
}
