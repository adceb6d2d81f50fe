package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.ArrayList;
import java.util.List;

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
     * Everything that is wrong with the names of a listener.
     *
     * @param topic the topic, without the prefix
     * @param name the event's name; empty for all
     * @param group the group; empty for the default one
     * @param namespace the namespace; empty for all
     * @return a sentence for each rule that is broken; empty if all is well
     */
    public static List<String> violations(String topic, String name, String group, String namespace) {
        List<String> violations = new ArrayList<>();
        check("topic", topic, NameRules.topic(topic), violations);
        if (!name.isEmpty()) {
            check("name", name, NameRules.eventName(name), violations);
        }
        if (!group.isEmpty() && !OnEvent.NO_GROUP.equals(group)) {
            check("group", group, NameRules.group(group), violations);
        }
        if (!namespace.isEmpty()) {
            check("namespace", namespace, NameRules.namespace(namespace), violations);
        }
        return violations;
    }

    static void check(String attribute, String value, String brokenRule, List<String> violations) {
        if (brokenRule != null) {
            violations.add(attribute + " \"" + UntrustedText.of(value, SHOWN) + "\": " + brokenRule);
        }
    }
}
