package io.quarkiverse.eventstream.runtime.bus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.runtime.config.EnvironmentForm;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.ListenerConfig;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * Resolves the attributes of an annotated listener: the configuration comes before the annotation, and expressions are expanded.
 */
final class ListenerResolution {

    private static final Pattern SIMPLE_KEY = Pattern.compile("[\\w-]+");

    private final EventStreamConfig config;
    private final Config properties;
    private final List<String> violations = new ArrayList<>();

    ListenerResolution(EventStreamConfig config, Config properties) {
        this.config = config;
        this.properties = properties;
    }

    List<String> violations() {
        return violations;
    }

    boolean isEnabled(AnnotatedListener listener) {
        return overrides(listener).allMatch(ListenerConfig::enabled);
    }

    /** The stream's name. */
    String stream(AnnotatedListener listener) {
        String stream = attribute(listener, "stream", override(listener, ListenerConfig::stream),
                listener.stream());
        return stream.isEmpty() ? EventStreamConfig.DEFAULT_STREAM : stream;
    }

    ListenerSpec spec(AnnotatedListener listener, String defaultGroup) {
        String group = attribute(listener, "group", override(listener, ListenerConfig::group), listener.group());
        return new ListenerSpec(listener.id(),
                attribute(listener, "topic", override(listener, ListenerConfig::topic), listener.topic()),
                names(listener), group.isEmpty() ? defaultGroup : group,
                offset(listener, attribute(listener, "offset", override(listener, ListenerConfig::offset),
                        listener.offset())),
                emptyForAll(attribute(listener, "namespace", override(listener, ListenerConfig::namespace),
                        listener.namespace())));
    }

    private Set<String> names(AnnotatedListener listener) {
        String name = emptyForAll(attribute(listener, "name", override(listener, ListenerConfig::name), listener.name()));
        Set<String> family = listener.method().getFamily().keySet().stream()
                .map(member -> expand(listener, "name", member)).collect(Collectors.toSet());
        if (family.isEmpty() || name.isEmpty()) {
            return name.isEmpty() ? family : Set.of(name);
        }
        if (!family.contains(name)) {
            violation(listener, "its payload has no events named \"" + name + "\", but " + new TreeSet<>(family)
                    + ". Leave the name out for all of them, or use one of these");
        }
        return Set.of(name);
    }

    private Optional<String> override(AnnotatedListener listener, Function<ListenerConfig, Optional<String>> attribute) {
        return overrides(listener).map(attribute).flatMap(Optional::stream).findFirst();
    }

    private Stream<ListenerConfig> overrides(AnnotatedListener listener) {
        return overrides(config, listener.id()).stream();
    }

    /** The overrides of a listener, in descending order of precedence. */
    static List<ListenerConfig> overrides(EventStreamConfig config, String id) {
        return keyedOverrides(config, id).stream().map(Keyed::config).toList();
    }

    /** The same, with the key of each. */
    static List<Keyed<ListenerConfig>> keyedOverrides(EventStreamConfig config, String id) {
        return keys(id).stream().filter(config.listeners()::containsKey)
                .map(key -> new Keyed<>(
                        "quarkus.eventstream.listener." + (SIMPLE_KEY.matcher(key).matches() ? key : '"' + key + '"'),
                        config.listeners().get(key)))
                .toList();
    }

    /** The keys of a listener in the configuration: its id, and the form of the id in an environment variable. */
    static Set<String> keys(String id) {
        return new LinkedHashSet<>(List.of(id, EnvironmentForm.of(id)));
    }

    private static String emptyForAll(String value) {
        return OnEvent.ALL.equals(value) ? "" : value;
    }

    private Offset offset(AnnotatedListener listener, String text) {
        try {
            return text.isEmpty() ? null : Offset.parse(text);
        } catch (IllegalArgumentException e) {
            violation(listener, e.getMessage());
            return null;
        }
    }

    private String attribute(AnnotatedListener listener, String attribute, Optional<String> override, String annotated) {
        if (override.isPresent()) {
            return override.get().strip();
        }
        return Expressions.areIn(annotated) ? expand(listener, attribute, annotated) : annotated;
    }

    /** Reports a property that is missing. */
    String expand(AnnotatedListener listener, String attribute, String text) {
        return Expressions.expand(text, properties, property -> violation(listener,
                attribute + " = \"" + text + "\" needs the property " + property + ", which is not set"));
    }

    void violation(AnnotatedListener listener, String problem) {
        violations.add(listener.method().getDescription() + " (id " + listener.id() + "): " + problem);
    }
}
