package io.quarkiverse.eventstream.deployment.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * The event types that a payload may have: of its class, or of the classes that a sealed type permits, which are a family.
 *
 * @param types sorted by their classes; empty if the payload has none
 * @param untyped the permitted classes without an event type, sorted; empty unless there is a family
 * @param isFamily whether the payload is a sealed type
 */
public record PayloadEvents(List<EventTypeInfo> types, Set<DotName> untyped, boolean isFamily) {

    /** Without any. */
    public static final PayloadEvents NONE = new PayloadEvents(List.of(), Set.of(), false);

    /** Those of a type that a listener takes. */
    public static PayloadEvents of(DotName name, IndexView index) {
        ClassInfo info = index.getClassByName(name);
        if (info == null || !info.isSealed() || !isAbstract(info)) {
            return EventTypeInfo.of(name, index).filter(EventTypeInfo::isConcrete)
                    .map(type -> new PayloadEvents(List.of(type), Set.of(), false)).orElse(NONE);
        }
        Map<DotName, EventTypeInfo> types = new TreeMap<>();
        Set<DotName> untyped = new TreeSet<>();
        collect(info, index, types, untyped);
        return types.isEmpty() ? NONE : new PayloadEvents(List.copyOf(types.values()), untyped, true);
    }

    private static void collect(ClassInfo sealed, IndexView index, Map<DotName, EventTypeInfo> types, Set<DotName> untyped) {
        for (DotName permitted : sealed.permittedSubclasses()) {
            ClassInfo info = index.getClassByName(permitted);
            if (info != null && info.isSealed()) {
                collect(info, index, types, untyped);
            }
            if (info == null || !isAbstract(info) || !info.isSealed()) {
                EventTypeInfo.of(permitted, index).filter(EventTypeInfo::isConcrete)
                        .ifPresentOrElse(type -> types.put(permitted, type), () -> untyped.add(permitted));
            }
        }
    }

    private static boolean isAbstract(ClassInfo info) {
        return info.isAbstract() || info.isInterface();
    }

    /** Of all types; empty if they differ. */
    public String topic() {
        return common(EventTypeInfo::topic);
    }

    /** Of all types; empty if they differ. */
    public String namespace() {
        return common(EventTypeInfo::namespace);
    }

    private String common(Function<EventTypeInfo, String> attribute) {
        Set<String> all = types.stream().map(attribute).collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : "";
    }

    /** The topics of the types, sorted. */
    public Set<String> topics() {
        return types.stream().map(EventTypeInfo::topic).filter(topic -> !topic.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The namespaces of the types, sorted; empty for none. */
    public Set<String> namespaces() {
        return types.stream().map(EventTypeInfo::namespace).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The name of the only type; empty for a family. */
    public String name() {
        return isFamily || types.isEmpty() ? "" : types.get(0).name();
    }

    /** The name of the class of each name; of the first one, if there are several. */
    public Map<String, String> classNames() {
        Map<String, String> names = new TreeMap<>();
        byName().forEach((name, classes) -> names.put(name, classes.get(0).toString()));
        return names;
    }

    /** The classes of each name, sorted. */
    public Map<String, List<DotName>> byName() {
        Map<String, List<DotName>> byName = new TreeMap<>();
        types.forEach(type -> byName.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(type.type().name()));
        return byName;
    }
}
