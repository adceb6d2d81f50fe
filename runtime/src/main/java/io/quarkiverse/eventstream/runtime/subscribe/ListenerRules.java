package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.runtime.envelope.NameRules;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * The rules for the names that a listener subscribes with. The same at build time, at start and at run time.
 */
public final class ListenerRules {

    private static final int SHOWN = 60;

    private ListenerRules() {}

    /**
     * Everything that is wrong with the names of a listener. A namespace may be any text, since any is read.
     *
     * @param topic the topic, without the prefix
     * @param name the event's name; empty for all
     * @param group the group; empty for the default one
     * @return a sentence for each rule that is broken; empty if all is well
     */
    public static List<String> violations(String topic, String name, String group) {
        return violations(topic, name.isEmpty() ? Set.of() : Set.of(name), group);
    }

    /** The same, for any number of names; none for all. */
    public static List<String> violations(String topic, Set<String> names, String group) {
        List<String> violations = new ArrayList<>();
        check("topic", topic, NameRules.topic(topic), violations);
        names.forEach(name -> check("name", name, NameRules.eventName(name), violations));
        if (!group.isEmpty() && !OnEvent.NO_GROUP.equals(group)) {
            check("group", group, NameRules.group(group), violations);
        }
        return violations;
    }

    /** The same, and the rules of Kafka for the topic itself: the prefix is not known. */
    public static List<String> violationsWithoutPrefix(String topic, String name, String group) {
        List<String> violations = violations(topic, name, group);
        if (NameRules.topic(topic) == null) {
            check("topic", topic, NameRules.kafkaTopic(topic), violations);
        }
        return violations;
    }

    /** The rule that a namespace breaks on a stream that writes as version 3.1 does; empty if it breaks none. */
    public static Optional<String> checkNamespace(String namespace) {
        return Optional.ofNullable(NameRules.namespace(namespace)).map(rule -> text("namespace", namespace, rule));
    }

    static void check(String attribute, String value, String brokenRule, List<String> violations) {
        if (brokenRule != null) {
            violations.add(text(attribute, value, brokenRule));
        }
    }

    private static String text(String attribute, String value, String brokenRule) {
        return attribute + " \"" + UntrustedText.of(value, SHOWN) + "\": " + brokenRule;
    }
}
