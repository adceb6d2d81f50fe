package io.quarkiverse.eventstream.deployment.payload;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * The types that Jackson meets in a payload: type arguments, superclasses and interfaces, the types of fields, getters, setters and
 * creators, and the types in its own annotations.
 */
final class TypesWithin {

    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final DotName SUBTYPE = DotName.createSimple(JACKSON + "annotation.JsonSubTypes$Type");
    private static final String BUILDER = "builder";
    /** Attributes of annotations that name the class of an object; classes in others, such as a deserializer, hold no data. */
    private static final Set<String> OBJECTS = Set.of("as", "contentAs", "keyAs", BUILDER, "defaultImpl");
    /** Attributes that name a converter, whose type arguments count. */
    private static final Set<String> CONVERTERS = Set.of("converter", "contentConverter", "keyConverter");
    private static final DotName IGNORE = DotName.createSimple(JACKSON + "annotation.JsonIgnore");

    private final IndexView index;
    private final Predicate<DotName> ignored;
    /** Each type with the one that refers to it. */
    private final Map<DotName, DotName> found = new LinkedHashMap<>();
    private final Map<DotName, DotName> missing = new TreeMap<>();
    private final Set<DotName> helpers = new LinkedHashSet<>();
    private final Set<DotName> namingOthers = new HashSet<>();
    private final Set<DotName> builders = new HashSet<>();
    /** A queue instead of recursion, because types may be deeply nested. */
    private final Deque<DotName> toVisit = new ArrayDeque<>();

    /**
     * Collects the types within a type.
     *
     * @param ignored types that are no part of a payload, with all types within them
     */
    TypesWithin(Type payload, IndexView index, Predicate<DotName> ignored) {
        this.index = index;
        this.ignored = ignored;
        come(payload, payload.name());
        while (!toVisit.isEmpty()) {
            visit(toVisit.removeFirst());
        }
    }

    /** The existing types. */
    Set<DotName> found() {
        return found.keySet();
    }

    /** The missing types, each with the type that refers to it; a payload refers to itself. */
    Map<DotName, DotName> missing() {
        return missing;
    }

    /** Types in Jackson's annotations that hold no data, such as deserializers and converters. Their contents are unknown. */
    Set<DotName> helpers() {
        return helpers;
    }

    /** Whether an annotation of Jackson on a type, or within it, names another one that Jackson uses instead. */
    boolean namesOthers(DotName type) {
        return namingOthers.contains(type);
    }

    private void come(Type type, DotName from) {
        switch (type.kind()) {
            case CLASS -> come(type.name(), from);
            case ARRAY -> come(type.asArrayType().elementType(), from);
            case PARAMETERIZED_TYPE -> {
                come(type.name(), from);
                type.asParameterizedType().arguments().forEach(argument -> come(argument, from));
            }
            case WILDCARD_TYPE -> come(type.asWildcardType().extendsBound(), from);
            case TYPE_VARIABLE -> type.asTypeVariable().bounds().forEach(bound -> come(bound, from));
            default -> {
                // Primitive, void, or an unknown type variable.
            }
        }
    }

    private void come(DotName name, DotName from) {
        if (!ignored.test(name) && found.putIfAbsent(name, from) == null) {
            toVisit.add(name);
        }
    }

    private void visit(DotName name) {
        ClassInfo type = index.getClassByName(name);
        if (type == null) {
            missing.put(name, found.remove(name));
            return;
        }
        if (type.superClassType() != null) {
            come(type.superClassType(), name);
        }
        type.interfaceTypes().forEach(above -> come(above, name));
        type.fields().stream().filter(TypesWithin::holdsData).forEach(field -> come(field.type(), name));
        type.methods().stream().filter(this::isOfJackson).forEach(method -> {
            come(method.returnType(), name);
            method.parameterTypes().stream().filter(this::isThere).forEach(taken -> come(taken, name));
        });
        for (AnnotationInstance annotation : type.annotations()) {
            if (annotation.name().toString().startsWith(JACKSON)) {
                comeByAnnotation(annotation, name);
            }
        }
    }

    /** A missing type is no error here, because Jackson may never call the method that takes it. */
    private boolean isThere(Type taken) {
        return taken.kind() != Type.Kind.CLASS || index.getClassByName(taken.name()) != null;
    }

    private static boolean holdsData(FieldInfo field) {
        return !Modifier.isStatic(field.flags()) && !Modifier.isTransient(field.flags()) && !field.isSynthetic();
    }

    /** Whether Jackson may call a method, or a constructor, to read or write. */
    private boolean isOfJackson(MethodInfo method) {
        if (method.isSynthetic()) {
            return false;
        }
        if (method.annotations().stream().map(AnnotationInstance::name)
                .anyMatch(annotation -> annotation.toString().startsWith(JACKSON) && !annotation.equals(IGNORE))) {
            return true;
        }
        return method.isConstructor() ? isTheOnlyWay(method) : !Modifier.isStatic(method.flags()) && isAccessor(method);
    }

    /** The only constructor, whose parameters Jackson knows by their names. */
    private static boolean isTheOnlyWay(MethodInfo constructor) {
        ClassInfo type = constructor.declaringClass();
        boolean isInner = type.enclosingClass() != null && !Modifier.isStatic(type.flags());
        return !type.isEnum() && !isInner && !Modifier.isAbstract(type.flags())
                && type.constructors().stream().filter(other -> !other.isSynthetic()).count() == 1;
    }

    private boolean isAccessor(MethodInfo method) {
        return switch (method.parametersCount()) {
            case 0 -> method.name().startsWith("get") || method.name().startsWith("is");
            // The methods of a builder may have any prefix.
            case 1 -> method.name().startsWith("set") || builders.contains(method.declaringClass().name());
            default -> false;
        };
    }

    private void comeByAnnotation(AnnotationInstance annotation, DotName from) {
        for (AnnotationValue value : annotation.values()) {
            comeByAnnotation(value, SUBTYPE.equals(annotation.name()) || OBJECTS.contains(value.name()), from);
            if (BUILDER.equals(value.name())) {
                builders.add(value.asClass().name());
            } else if (CONVERTERS.contains(value.name())) {
                comeByConverter(value.asClass().name(), from);
            }
        }
    }

    private void comeByConverter(DotName name, DotName from) {
        ClassInfo converter = index.getClassByName(name);
        if (converter == null || ignored.test(name)) {
            return;
        }
        Stream.concat(Stream.ofNullable(converter.superClassType()), converter.interfaceTypes().stream()).forEach(above -> {
            if (above.kind() == Type.Kind.PARAMETERIZED_TYPE) {
                above.asParameterizedType().arguments().forEach(converted -> come(converted, from));
            }
            comeByConverter(above.name(), from);
        });
    }

    private void comeByAnnotation(AnnotationValue value, boolean isObject, DotName from) {
        switch (value.kind()) {
            case CLASS -> {
                namingOthers.add(from);
                if (isObject) {
                    come(value.asClass(), from);
                } else if (!ignored.test(value.asClass().name())) {
                    helpers.add(value.asClass().name());
                }
            }
            case NESTED -> comeByAnnotation(value.asNested(), from);
            case ARRAY -> value.asArrayList().forEach(element -> comeByAnnotation(element, isObject, from));
            default -> {
                // No class.
            }
        }
    }
}
