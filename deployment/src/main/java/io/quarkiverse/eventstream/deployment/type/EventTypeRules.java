package io.quarkiverse.eventstream.deployment.type;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;

import io.quarkiverse.eventstream.deployment.ConfiguredProperties;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerRules;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * Rules for {@code @EventType}. Collects everything that is wrong.
 */
final class EventTypeRules {

    private final ConfiguredProperties properties = ConfiguredProperties.ofBuild();
    private final List<String> problems = new ArrayList<>();

    static List<String> problems(List<EventTypeInfo> types) {
        EventTypeRules rules = new EventTypeRules();
        types.stream().sorted(Comparator.comparing(EventTypeInfo::place)).forEach(rules::check);
        rules.checkTogether(types);
        return rules.problems;
    }

    private void add(String rule, String place, String remedy) {
        problems.add("@EventType " + rule + ": " + place + ". " + remedy);
    }

    private void check(EventTypeInfo type) {
        ClassInfo info = type.type();
        if (info.isEnum() || info.isAnnotation()) {
            add("must be on a class, a record or an interface", type.place(), "A payload is a JSON object: use a record");
            return;
        }
        if (type.name().isBlank() && type.isConcrete()) {
            add("must name the event", type.place(), "Add name = \"…\"");
        }
        if (!type.name().isEmpty() && !type.isConcrete()) {
            add("must have no name on an abstract type", type.place(), "Put it on the classes of its objects");
        }
        if (type.version() < 1) {
            add("must have a version of 1 or more, not " + type.version(), type.place(), "The default is 1");
        }
        checkNames(type);
        Map.of("topic", type.topic(), "name", type.name(), "namespace", type.namespace())
                .forEach((attribute, text) -> checkExpressions(type, attribute, text));
    }

    private void checkNames(EventTypeInfo type) {
        ListenerRules.violationsWithoutPrefix(checkable(type.topic(), "any"), checkable(type.name(), ""), "")
                .forEach(violation -> add("must have legal names", type.place(), violation));
    }

    /** The start checks a text with expressions. */
    private static String checkable(String text, String otherwise) {
        return text.isEmpty() || Expressions.areIn(text) ? otherwise : text;
    }

    private void checkExpressions(EventTypeInfo type, String attribute, String text) {
        properties.unknownIn(text).forEach(property -> add(ConfiguredProperties.rule(property, attribute, text), type.place(),
                ConfiguredProperties.remedy(property)));
    }

    /** A listener would not know as which class to read an event. */
    private void checkTogether(List<EventTypeInfo> types) {
        Map<List<String>, List<EventTypeInfo>> byName = types.stream()
                .filter(type -> type.isConcrete() && !type.name().isBlank())
                .collect(Collectors.groupingBy(type -> List.of(type.topic(), type.namespace(), type.name()),
                        () -> new TreeMap<>(Comparator.comparing(List::toString)), Collectors.toList()));
        byName.values().stream().filter(same -> same.size() > 1)
                .forEach(same -> add("must give each class a name of its own, not "
                        + "\"" + same.get(0).name() + "\" to several",
                        same.stream().map(EventTypeInfo::place).sorted().collect(Collectors.joining(" and ")),
                        "Use one class for all versions of an event, or another name"));
    }
}
