package io.quarkiverse.eventstream.deployment.listener;

import java.util.List;
import java.util.Map;

import org.jboss.jandex.DotName;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.type.EventTypeInfo;
import io.quarkiverse.eventstream.deployment.type.PayloadEvents;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * Rules for a listener that takes a sealed type: each permitted class is found by the name of its events.
 */
final class FamilyRules {

    private FamilyRules() {}

    static void check(OnEventBuildItem listener, ListenerOverrides overrides, Problems problems) {
        PayloadEvents events = listener.events();
        if (!events.isFamily()) {
            return;
        }
        for (DotName type : events.untyped()) {
            problems.add("can't tell the events of " + type, listener,
                    "Make it a sealed type, or a class with @EventType(name = \"…\")");
        }
        Map<String, List<DotName>> byName = events.byName();
        byName.forEach((name, types) -> {
            if (types.size() > 1) {
                problems.add("can't tell of which class an event named \"" + name + "\" is, of " + types, listener,
                        "Give each class a name of its own");
            }
        });
        if (listener.given("topic").isEmpty() && events.topics().size() > 1 && !overrides.has(listener, "topic")) {
            problems.add("must name one of the topics " + events.topics() + " of its payload", listener,
                    "Add topic = \"…\"; repeat @OnEvent for several topics");
        }
        if (listener.given("namespace").isEmpty() && events.namespaces().size() > 1 && !overrides.has(listener, "namespace")) {
            problems.add("must name one of the namespaces " + events.namespaces() + " of its payload", listener,
                    "Add namespace = \"…\", or OnEvent.ALL for any");
        }
        events.types().stream().map(EventTypeInfo::type).filter(type -> !type.typeParameters().isEmpty())
                .forEach(type -> problems.add("can't read the generic class " + type.name() + " of a family", listener,
                        "Remove its type parameters"));
        String name = listener.given("name");
        if (!name.isBlank() && !OnEvent.ALL.equals(name) && !Expressions.areIn(name) && !byName.containsKey(name)) {
            problems.add("must have a name of its payload, one of " + byName.keySet() + ", not \"" + name + "\"", listener,
                    "Leave name out for all of them");
        }
    }
}
