package io.quarkiverse.eventstream.runtime.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.SharedConsumer;

/**
 * Registers the annotated listeners when the application starts: all of them, or none if anything is wrong with one.
 */
final class AnnotatedListeners {

    private static final Logger LOG = Logger.getLogger(AnnotatedListeners.class);

    private final EventStreamConfig config;
    private final BuildTimeFindings findings;
    private final Function<String, EventBus> streams;
    private final Set<String> known = new TreeSet<>();
    private final ListenerResolution resolution;
    private final Map<List<Object>, SharedConsumer> consumers = new HashMap<>();

    private record Registration(EventBus bus, Listener listener) {}

    AnnotatedListeners(EventStreamConfig config, Config properties, BuildTimeFindings findings,
            Function<String, EventBus> streams) {
        this.config = config;
        this.findings = findings;
        this.streams = streams;
        this.resolution = new ListenerResolution(config, properties);
        known.add(EventStreamConfig.DEFAULT_STREAM);
        known.addAll(findings.streams());
        known.addAll(config.streams().keySet());
    }

    /**
     * Registers them.
     *
     * @throws EventStreamException with everything that is wrong
     */
    void register(BiFunction<ListenerMethod, UnaryOperator<String>, ListenerTarget> targets) {
        warnOfStrayOverrides();
        warnOfUnusedStreams();
        List<Registration> registrations = new ArrayList<>();
        for (AnnotatedListener listener : findings.listeners()) {
            if (resolution.isEnabled(listener)) {
                resolve(listener, targets, registrations);
            }
        }
        if (!resolution.violations().isEmpty()) {
            throw new EventStreamException("Listeners can't be started: " + String.join("; ", resolution.violations()));
        }
        Map<EventBus, List<Listener>> listeners = new LinkedHashMap<>();
        registrations.forEach(registration -> listeners.computeIfAbsent(registration.bus(), bus -> new ArrayList<>())
                .add(registration.listener()));
        listeners.keySet().forEach(EventBus::prepareToListen);
        listeners.forEach((bus, all) -> bus.registry().register(all));
    }

    private void resolve(AnnotatedListener listener,
            BiFunction<ListenerMethod, UnaryOperator<String>, ListenerTarget> targets, List<Registration> registrations) {
        int before = resolution.violations().size();
        String stream = resolution.stream(listener);
        if (!known.contains(stream)) {
            resolution.violation(listener, "there is no stream \"" + stream + "\", there are " + known
                    + ". Configure quarkus.eventstream." + stream + ".stream, or name another one");
        }
        if (resolution.violations().size() > before) {
            return;
        }
        EventBus bus = streams.apply(stream);
        ListenerSpec spec = resolution.spec(listener, bus.names().defaultGroup());
        if (resolution.violations().size() > before) {
            return;
        }
        ListenerTarget target = targets.apply(listener.method(), name -> resolution.expand(listener, "name", name));
        List<String> violations = new ArrayList<>(bus.registry().violations(spec));
        Registration registration = new Registration(bus,
                bus.listeners().create(spec, listener.ordering(), listener.skipReplays(),
                        listener.method().getExecution(), target, violations));
        violations.forEach(violation -> resolution.violation(listener, violation));
        if (violations.isEmpty()) {
            registrations.add(registration);
            checkConsumer(listener, registration);
        }
    }

    private void checkConsumer(AnnotatedListener listener, Registration registration) {
        ListenerSpec spec = registration.listener().spec();
        consumers.computeIfAbsent(List.of(registration.bus(), spec.topic(), spec.group()), consumer -> new SharedConsumer())
                .add(registration.listener().member())
                .forEach(violation -> resolution.violation(listener, "it " + violation.rule() + ". " + violation.remedy()));
    }

    /** An override for an unknown id has no effect, and may be a typo. */
    private void warnOfStrayOverrides() {
        Set<String> stray = new TreeSet<>(config.listeners().keySet());
        findings.listeners().forEach(listener -> stray.removeAll(ListenerResolution.keys(listener.id())));
        // The connectors warn of those of channels.
        stray.removeIf(id -> id.startsWith(ListenerSpec.CHANNEL));
        for (String id : stray) {
            LOG.warnf(
                    "quarkus.eventstream.listener.\"%s\" overrides no annotated listener. There are %s. For a listener that"
                            + " is registered at run time, only its delivery settings apply",
                    id,
                    findings.listeners().stream().map(AnnotatedListener::id).toList());
        }
    }

    /** The build has warned of the others. */
    private void warnOfUnusedStreams() {
        Set<String> unused = new TreeSet<>(config.streams().keySet());
        unused.remove(EventStreamConfig.DEFAULT_STREAM);
        unused.removeAll(findings.streams());
        unused.removeAll(findings.unused());
        config.listeners().values().forEach(listener -> listener.stream().ifPresent(unused::remove));
        unused.forEach(name -> LOG.warn(UnusedStreams.warning(name, new TreeSet<>(findings.streams()))));
    }
}
