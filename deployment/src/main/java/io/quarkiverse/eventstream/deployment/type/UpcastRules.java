package io.quarkiverse.eventstream.deployment.type;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.Upcast;
import io.quarkiverse.eventstream.runtime.bus.RecordedUpcast;

/**
 * Finds the methods with {@code @Upcast}, and checks that each event type has a complete chain of them.
 */
final class UpcastRules {

    private static final DotName UPCAST = DotName.createSimple(Upcast.class);
    private static final DotName OBJECT_NODE = DotName.createSimple(ObjectNode.class);

    private final List<EventTypeInfo> types;
    private final List<RecordedUpcast> upcasts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private UpcastRules(List<EventTypeInfo> types) {
        this.types = types.stream().filter(EventTypeInfo::isConcrete).toList();
    }

    static UpcastRules of(List<EventTypeInfo> types, IndexView index) {
        UpcastRules rules = new UpcastRules(types);
        // A class of a library without an index has its own annotations all the same.
        Stream.concat(index.getAnnotations(UPCAST).stream(),
                types.stream().filter(type -> index.getClassByName(type.type().name()) == null)
                        .flatMap(type -> type.type().annotations(UPCAST).stream()))
                .filter(annotation -> !annotation.target().asMethod().isSynthetic())
                .sorted(Comparator.comparing(annotation -> place(annotation.target().asMethod()))).forEach(rules::check);
        rules.checkChains();
        return rules;
    }

    /** The valid ones. */
    List<RecordedUpcast> upcasts() {
        return upcasts;
    }

    List<String> problems() {
        return problems;
    }

    private void add(String rule, String place, String remedy) {
        problems.add("@Upcast " + rule + ": " + place + ". " + remedy);
    }

    private static String place(MethodInfo method) {
        return method.declaringClass().name() + "#" + method.name();
    }

    private void check(AnnotationInstance annotation) {
        MethodInfo method = annotation.target().asMethod();
        if (!Modifier.isStatic(method.flags()) || Modifier.isPrivate(method.flags())
                || !OBJECT_NODE.equals(method.returnType().name())
                || method.parametersCount() != 1 || !OBJECT_NODE.equals(method.parameterType(0).name())) {
            add("must be on a static method, not private, that takes an ObjectNode and returns one", place(method),
                    "Write static ObjectNode " + method.name() + "(ObjectNode payload)");
            return;
        }
        AnnotationValue event = annotation.value("event");
        List<EventTypeInfo> ofEvent = event == null || event.asString().isEmpty()
                ? types.stream().filter(type -> type.type().name().equals(method.declaringClass().name())).toList()
                : types.stream().filter(type -> type.name().equals(event.asString())).toList();
        if (ofEvent.size() == 1) {
            checkVersion(ofEvent.get(0), annotation.value("from").asInt(), method);
        } else if (event == null || event.asString().isEmpty()) {
            add("must name the event", place(method), "Add event = \"…\", or put the method into the class with @EventType");
        } else if (ofEvent.isEmpty()) {
            add("must name the event of a class with @EventType, not \"" + event.asString() + "\"", place(method),
                    "There are " + types.stream().map(EventTypeInfo::name).collect(Collectors.toCollection(TreeSet::new)));
        } else {
            add("must name one class, and \"" + event.asString() + "\" is the event of several", place(method),
                    "Put the method into its class, and leave event out");
        }
    }

    private void checkVersion(EventTypeInfo type, int from, MethodInfo method) {
        if (from < 1 || from >= type.version()) {
            add(type.version() == 1
                    ? "needs a newer version of the class " + type.place() + ", which has version 1"
                    : "must take a version from 1 to " + (type.version() - 1) + ", not " + from, place(method),
                    type.version() == 1
                            ? "Raise it, or remove the method"
                            : "The class " + type.place() + " has version " + type.version());
            return;
        }
        upcasts.add(new RecordedUpcast(type.place(), from, method.declaringClass().name().toString(), method.name()));
    }

    private void checkChains() {
        Map<String, Map<Integer, Set<String>>> chains = new TreeMap<>();
        upcasts.forEach(upcast -> chains.computeIfAbsent(upcast.type(), type -> new TreeMap<>())
                .computeIfAbsent(upcast.from(), from -> new TreeSet<>()).add(upcast.owner() + "#" + upcast.method()));
        for (EventTypeInfo type : types) {
            Map<Integer, Set<String>> chain = chains.getOrDefault(type.place(), Map.of());
            chain.forEach((from, methods) -> {
                if (methods.size() > 1) {
                    add("must take version " + from + " of " + type.place() + " once, not in several methods",
                            String.join(" and ", methods), "Keep one of them");
                }
            });
            List<Integer> missing = IntStream.range(1, type.version()).filter(from -> !chain.containsKey(from)).boxed()
                    .toList();
            if (!chain.isEmpty() && !missing.isEmpty()) {
                add("is missing for the versions " + missing + " of " + type.place() + ", which has version " + type.version(),
                        chain.values().iterator().next().iterator().next(), "Add a method for each");
            }
        }
    }
}
