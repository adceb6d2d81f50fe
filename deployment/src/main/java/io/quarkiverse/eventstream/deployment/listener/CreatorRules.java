package io.quarkiverse.eventstream.deployment.listener;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Checks whether Jackson can create an object of a class.
 */
final class CreatorRules {

    private static final DotName CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName MIXIN = DotName.createSimple("io.quarkus.jackson.JacksonMixin");
    private static final DotName KOTLIN = DotName.createSimple("kotlin.Metadata");
    private static final List<DotName> NAMES = List.of(DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty"),
            DotName.createSimple("java.beans.ConstructorProperties"));

    private CreatorRules() {}

    /**
     * Whether a class has neither a constructor nor a factory method that Jackson would call.
     *
     * @param index the index of the application, with the mixins of a class
     */
    static boolean lacksCreator(ClassInfo type, IndexView index) {
        // Jackson's module for Kotlin calls the primary constructor.
        return !type.isRecord() && !type.hasDeclaredAnnotation(KOTLIN)
                && type.constructors().stream().noneMatch(CreatorRules::isCreator)
                && type.methods().stream().noneMatch(method -> method.hasDeclaredAnnotation(CREATOR))
                && !isTheOnlyOne(type) && !hasMixin(type, index);
    }

    private static boolean isCreator(MethodInfo constructor) {
        return constructor.parametersCount() == 0 || constructor.hasDeclaredAnnotation(CREATOR)
                || NAMES.stream().anyMatch(constructor::hasAnnotation);
    }

    /** A constructor without an annotation that Jackson uses, because it is the only one, and the names of its parameters are known. */
    private static boolean isTheOnlyOne(ClassInfo type) {
        List<MethodInfo> visible = type.constructors().stream().filter(constructor -> Modifier.isPublic(constructor.flags()))
                .toList();
        return visible.size() == 1 && visible.get(0).parameterName(0) != null;
    }

    private static boolean hasMixin(ClassInfo type, IndexView index) {
        return index.getAnnotations(MIXIN).stream().flatMap(mixin -> Stream.of(mixin.value().asClassArray()))
                .anyMatch(mixedInto -> mixedInto.name().equals(type.name()));
    }
}
