package io.quarkiverse.eventstream.deployment.listener;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.payload.PolymorphicTypes;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/**
 * Rules for the parameters of a listener method: the event, the payload, or both; the payload has a type that Jackson can read from a JSON
 * object.
 */
final class ParameterRules {

    private static final String SHAPE = "Take an IncomingEvent, the payload, or both";
    private static final Set<DotName> TREES = names("com.fasterxml.jackson.databind.JsonNode",
            "com.fasterxml.jackson.databind.node.ObjectNode");
    /** The only classes of the JDK that Jackson reads from an object; for it, the others are values or collections. */
    private static final Set<DotName> JDK_OBJECTS = names("java.lang.Object", "java.util.Map",
            "java.util.HashMap", "java.util.LinkedHashMap", "java.util.SortedMap", "java.util.NavigableMap",
            "java.util.TreeMap", "java.util.EnumMap", "java.util.Hashtable", "java.util.Properties",
            "java.util.concurrent.ConcurrentMap", "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentNavigableMap", "java.util.concurrent.ConcurrentSkipListMap");
    private static final DotName OPTIONAL = DotName.createSimple("java.util.Optional");
    private static final DotName COLLECTION = DotName.createSimple("java.util.Collection");
    private static final List<String> FRAMEWORKS = List.of("com.fasterxml.jackson.", "io.vertx.", "io.smallrye.",
            "org.apache.kafka.", "org.eclipse.microprofile.");
    private static final String API = OnEvent.class.getPackageName();

    private ParameterRules() {}

    private static Set<DotName> names(String... names) {
        return Set.copyOf(List.of(names).stream().map(DotName::createSimple).toList());
    }

    static void check(OnEventBuildItem listener, CombinedIndexBuildItem index, Problems problems) {
        if (ListenerTypes.isSuspend(listener.method())) {
            problems.add("can't be on a suspend function", listener, "Return a Uni, as uni { … } of mutiny-kotlin makes it, or"
                    + " leave suspend out and add @RunOnVirtualThread");
            return;
        }
        List<Type> all = listener.method().parameterTypes();
        ListenerInput input = ListenerTypes.input(listener.method());
        if (input == ListenerInput.TOMBSTONES && all.size() > 1) {
            problems.add("needs a method that takes a Tombstone alone", listener,
                    "Make another listener for the events: a tombstone has no more than what Tombstone says");
            return;
        }
        if (input == ListenerInput.RECORDS && all.size() > 1) {
            problems.add("needs a method that takes an EventRecord, or a byte[] for its value, alone", listener,
                    "Take the EventRecord: it has value, key, headers and coordinates. Make another listener for the events");
            return;
        }
        List<Type> payloads = ListenerTypes.payloads(listener.method());
        if (all.isEmpty()) {
            problems.add("needs a method that takes something", listener, SHAPE);
        }
        if (all.size() - payloads.size() > 1) {
            problems.add("needs a method that takes the IncomingEvent once", listener, SHAPE);
        }
        if (payloads.size() > 1) {
            problems.add("needs a method that takes one payload, not " + payloads.size(), listener, SHAPE);
            return;
        }
        Stream<Type> types = listener.events().isFamily()
                ? listener.events().types().stream().map(type -> Type.create(type.type().name(), Type.Kind.CLASS))
                : payloads.stream();
        types.forEach(payload -> checkPayload(payload, listener, index, problems));
    }

    private static void checkPayload(Type payload, OnEventBuildItem listener, CombinedIndexBuildItem index, Problems problems) {
        String name = payload.toString();
        switch (payload.kind()) {
            case PRIMITIVE -> problems.add("can't read a payload, which is a JSON object, as the primitive type " + name,
                    listener, "Take a class, a record or a Map");
            case ARRAY -> problems.add("can't read a payload, which is a JSON object, as the array " + name, listener,
                    "Take a class or record with a field for the array");
            case TYPE_VARIABLE, UNRESOLVED_TYPE_VARIABLE, TYPE_VARIABLE_REFERENCE -> problems.add(
                    "can't derive the type of the payload from the type variable " + name, listener, "Name the type itself");
            default -> checkPayloadClass(payload, listener, index, problems);
        }
    }

    private static void checkPayloadClass(Type payload, OnEventBuildItem listener, CombinedIndexBuildItem indexes,
            Problems problems) {
        IndexView index = indexes.getComputingIndex();
        DotName name = payload.name();
        if (TREES.contains(name)) {
            return;
        }
        if (name.toString().startsWith("java.") && !JDK_OBJECTS.contains(name)) {
            problems.add("can't read a payload, which is a JSON object, as " + name, listener, instead(name, index));
            return;
        }
        if (holdsVariableOrArray(payload)) {
            problems.add("can't derive the type of the payload from " + payload, listener,
                    "Name the type arguments, as classes; use a List instead of an array");
        }
        ClassInfo type = index.getClassByName(name);
        if (type == null || JDK_OBJECTS.contains(name)) {
            return;
        }
        if (type.isEnum()) {
            problems.add("can't read a payload, which is a JSON object, as the enum " + name, listener,
                    "Take a class or record with a field for it");
        } else if (isFramework(name)) {
            problems.add("can't pass a parameter of the type " + name, listener, SHAPE);
        } else if (Modifier.isAbstract(type.flags()) && !PolymorphicTypes.isPolymorphic(type, index)) {
            problems.add("can't read the payload as " + name + ", of which Jackson can't make an object", listener,
                    "Take a concrete class, or name the implementation for Jackson with @JsonDeserialize or @JsonTypeInfo");
        } else if (type.nestingType() == ClassInfo.NestingType.INNER && !Modifier.isStatic(type.flags())) {
            problems.add("can't read the payload as the inner class " + name, listener, "Make the class static");
        } else if (indexes.getIndex().getClassByName(name) != null && !PolymorphicTypes.isPolymorphic(type, index)
                && CreatorRules.lacksCreator(type, indexes.getIndex())) {
            problems.add("can't read the payload as " + name + ", of which Jackson can't make an object", listener,
                    "Make it a record, give it a constructor without parameters, or mark one with @JsonCreator");
        }
    }

    private static String instead(DotName name, IndexView index) {
        if (OPTIONAL.equals(name)) {
            return "Take what is in it: a payload is null where an event has none";
        }
        return isCollection(name, index)
                ? "Take a class or record with a field for the " + name.withoutPackagePrefix()
                : "Take a class, a record or a Map";
    }

    private static boolean isCollection(DotName name, IndexView index) {
        ClassInfo type = index.getClassByName(name);
        return COLLECTION.equals(name) || type != null && Stream
                .concat(Stream.ofNullable(type.superName()), type.interfaceNames().stream())
                .anyMatch(above -> isCollection(above, index));
    }

    private static boolean isFramework(DotName name) {
        String type = name.toString();
        return API.equals(name.packagePrefix()) || FRAMEWORKS.stream().anyMatch(type::startsWith);
    }

    private static boolean holdsVariableOrArray(Type type) {
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream()
                    .anyMatch(ParameterRules::holdsVariableOrArray);
            case WILDCARD_TYPE -> holdsVariableOrArray(type.asWildcardType().extendsBound());
            case CLASS -> false;
            default -> true;
        };
    }
}
