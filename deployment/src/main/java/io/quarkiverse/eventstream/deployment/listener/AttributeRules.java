package io.quarkiverse.eventstream.deployment.listener;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.ConfiguredStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerRules;
import io.quarkiverse.eventstream.runtime.subscribe.SharedConsumer;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * Rules for the attributes of {@code @OnEvent}. Attributes with expressions are checked when the application starts.
 */
final class AttributeRules {

    private AttributeRules() {}

    static void check(OnEventBuildItem listener, ConfiguredStreams streams, ListenerOverrides overrides, Problems problems) {
        // Of several topics, the listener has to name one: see FamilyRules.
        if (listener.attribute("topic").isBlank() && !overrides.has(listener, "topic")
                && (listener.names("topic") || listener.events().topics().size() < 2)) {
            problems.add("must name a topic", listener,
                    "Add topic = \"…\", or take a payload whose class has an @EventType with a topic");
        }
        for (String attribute : List.of("name", "group", "offset", "namespace", "stream", "id")) {
            if (listener.names(attribute) && listener.attribute(attribute).isBlank()) {
                problems.add("must not have an empty " + attribute, listener, "Leave " + attribute + " out for its default");
            }
        }
        if (Expressions.areIn(listener.attribute("id"))) {
            problems.add("must have an id without expressions", listener,
                    "Write the id out: the configuration finds the listener by it");
        }
        if (listener.names("name") || listener.names("namespace")) {
            checkInput(listener, problems);
        }
        checkNames(listener, problems);
        checkOffset(listener, problems);
        String stream = stream(listener);
        if (!Expressions.areIn(stream) && !streams.isKnown(stream)) {
            problems.add("must name a stream that is configured, not \"" + stream + "\"", listener, streams.remedy(stream));
        }
    }

    /** Only events have a name and a namespace. */
    private static void checkInput(OnEventBuildItem listener, Problems problems) {
        switch (ListenerTypes.input(listener.method())) {
            case TOMBSTONES -> problems.add(
                    "must have neither name nor namespace where its method takes a Tombstone, which has none", listener,
                    "Leave them out");
            case RECORDS -> problems.add("must have neither name nor namespace where its method takes records as they are",
                    listener, "Leave them out: it gets all records of the topic");
            case EVENTS -> {
            }
        }
    }

    static String stream(OnEventBuildItem listener) {
        String stream = listener.attribute("stream");
        return stream.isBlank() ? EventStreamConfig.DEFAULT_STREAM : stream;
    }

    private static void checkNames(OnEventBuildItem listener, Problems problems) {
        String topic = checkable(listener, "topic");
        // A missing topic has been reported already; any legal one replaces it here.
        String name = checkable(listener, "name");
        List<String> violations = ListenerRules.violationsWithoutPrefix(topic.isEmpty() ? "any" : topic,
                OnEvent.ALL.equals(name) ? "" : name, checkable(listener, "group"));
        violations.forEach(violation -> problems.add("must have legal names", listener, violation));
    }

    private static String checkable(OnEventBuildItem listener, String attribute) {
        String value = listener.attribute(attribute);
        return value.isBlank() || Expressions.areIn(value) ? "" : value;
    }

    private static void checkOffset(OnEventBuildItem listener, Problems problems) {
        try {
            parsedOffset(listener);
        } catch (IllegalArgumentException e) {
            problems.add("must have a legal offset", listener, e.getMessage());
        }
    }

    private static Offset parsedOffset(OnEventBuildItem listener) {
        String offset = checkable(listener, "offset");
        return offset.isEmpty() ? null : Offset.parse(offset);
    }

    /** The offset, or null if there is none that the build could compare. */
    private static Offset offset(OnEventBuildItem listener) {
        try {
            return parsedOffset(listener);
        } catch (IllegalArgumentException alreadyTold) {
            return null;
        }
    }

    /** Rules that several listeners break together. */
    static void checkTogether(List<OnEventBuildItem> listeners, ListenerOverrides overrides, Problems problems) {
        Map<String, OnEventBuildItem> ids = new HashMap<>();
        Map<List<String>, SharedConsumer> consumers = new HashMap<>();
        Set<String> told = new TreeSet<>();
        for (OnEventBuildItem listener : listeners) {
            OnEventBuildItem twin = ids.putIfAbsent(listener.id(), listener);
            if (twin != null && told.add(listener.id())) {
                problems.add("must have an id of its own, not \"" + listener.id() + "\" like " + twin.place(), listener,
                        "Give one of them another id = \"…\"");
            }
            if (!overrides.has(listener, "stream", "topic", "group")) {
                consumers.computeIfAbsent(consumer(listener), consumer -> new SharedConsumer())
                        .add(member(listener, overrides))
                        .forEach(violation -> problems.add(violation.rule(), listener, violation.remedy()));
            }
        }
    }

    /** As far as the build knows: the configuration may override them, and has the point of the commit. */
    private static SharedConsumer.Member member(OnEventBuildItem listener, ListenerOverrides overrides) {
        return new SharedConsumer.Member(listener.place(), overrides.has(listener, "offset") ? null : offset(listener),
                overrides.has(listener, "ordering") ? null : listener.ordering(), null);
    }

    /** Equal for listeners that share a consumer. */
    private static List<String> consumer(OnEventBuildItem listener) {
        return List.of(stream(listener), listener.attribute("topic"), listener.attribute("group"));
    }
}
