package io.quarkiverse.eventstream.deployment.type;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.EventKey;

/**
 * Rules for {@code @EventKey}.
 */
final class EventKeyRules {

    private static final DotName EVENT_KEY = DotName.createSimple(EventKey.class);
    private static final Set<DotName> KEYS = Stream
            .of(String.class, CharSequence.class, java.util.UUID.class, Byte.class, Short.class, Integer.class, Long.class,
                    Character.class, Double.class, Float.class, Boolean.class, java.math.BigInteger.class,
                    java.math.BigDecimal.class)
            .map(DotName::createSimple).collect(Collectors.toUnmodifiableSet());

    private final IndexView index;
    private final List<String> problems = new ArrayList<>();

    private EventKeyRules(IndexView index) {
        this.index = index;
    }

    /**
     * Checks all keys.
     *
     * @param application the classes whose annotations are checked
     * @param all with those of libraries
     */
    static List<String> problems(List<EventTypeInfo> types, IndexView application, IndexView all) {
        EventKeyRules rules = new EventKeyRules(all);
        Map<String, Set<String>> keys = new TreeMap<>();
        application.getAnnotations(EVENT_KEY).forEach(annotation -> rules.check(annotation.target(), keys));
        types.stream().filter(type -> application.getClassByName(type.type().name()) == null)
                .flatMap(type -> type.type().annotations(EVENT_KEY).stream())
                .forEach(annotation -> rules.check(annotation.target(), keys));
        Set<DotName> used = new TreeSet<>();
        for (EventTypeInfo type : types) {
            rules.checkOnlyOne(type, keys, used);
        }
        keys.forEach((owner, members) -> {
            if (!used.contains(DotName.createSimple(owner))) {
                rules.add("must be in an event type", owner + "#" + members.iterator().next(),
                        "Annotate the class with @EventType, or remove it");
            }
        });
        return rules.problems;
    }

    private void add(String rule, String place, String remedy) {
        problems.add("@EventKey " + rule + ": " + place + ". " + remedy);
    }

    private void check(AnnotationTarget target, Map<String, Set<String>> keys) {
        if (target.kind() == AnnotationTarget.Kind.FIELD) {
            FieldInfo field = target.asField();
            note(field.declaringClass(), field.name(), field.type(), keys);
        } else if (target.kind() == AnnotationTarget.Kind.METHOD && !target.asMethod().isSynthetic()) {
            MethodInfo method = target.asMethod();
            if (method.parametersCount() > 0 || Modifier.isStatic(method.flags())) {
                add("must be on a method without parameters that is not static",
                        method.declaringClass().name() + "#" + method.name(),
                        "Put it on a getter, a field or a component of a record");
            }
            note(method.declaringClass(), method.name(), method.returnType(), keys);
        }
    }

    private void note(ClassInfo owner, String member, Type type, Map<String, Set<String>> keys) {
        boolean isNew = keys.computeIfAbsent(owner.name().toString(), absent -> new TreeSet<>()).add(member);
        if (isNew && !isKey(type)) {
            add("must be text, a number, a UUID or an enum, not " + type.name().withoutPackagePrefix(),
                    owner.name() + "#" + member,
                    "Put it on a method that returns the text of the key");
        }
    }

    private boolean isKey(Type type) {
        if (type.kind() == Type.Kind.PRIMITIVE) {
            return true;
        }
        ClassInfo info = index.getClassByName(type.name());
        return type.kind() == Type.Kind.CLASS && (KEYS.contains(type.name()) || info != null && info.isEnum());
    }

    private void checkOnlyOne(EventTypeInfo type, Map<String, Set<String>> keys, Set<DotName> used) {
        Set<String> found = new TreeSet<>();
        for (ClassInfo each : EventTypeInfo.withTypesAbove(type.type(), index)) {
            used.add(each.name());
            found.addAll(keys.getOrDefault(each.name().toString(), Set.of()));
        }
        if (found.size() > 1 && type.isConcrete()) {
            add("must be on one member of a class, not on " + String.join(" and ", found), type.place(),
                    "Keep one; for a key of several parts, put it on a method that joins them");
        }
    }
}
