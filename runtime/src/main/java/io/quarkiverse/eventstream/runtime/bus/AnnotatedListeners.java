package io.quarkiverse.eventstream.runtime.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

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
    private final Map<List<Object>, ListenerSpec> beginnings = new HashMap<>();
    private final Map<List<Object>, Listener> orderings = new HashMap<>();

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
    void register(Function<ListenerMethod, ListenerTarget> targets) {
        warnOfStrayOverrides();
        warnOfUnusedStreams();
        List<Registration> registrations = new ArrayList<>();
        for (AnnotatedListener listener : findings.listeners()) {
            if (resolution.isEnabled(listener)) {
                resolve(listener, targets.apply(listener.getMethod()), registrations);
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

    private void resolve(AnnotatedListener listener, ListenerTarget target, List<Registration> registrations) {
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
        List<String> violations = new ArrayList<>(bus.registry().violations(spec));
        Registration registration = new Registration(bus,
                bus.listeners().create(spec, listener.getOrdering(), listener.isSkipReplays(),
                        listener.getMethod().getExecution(), target, violations));
        violations.forEach(violation -> resolution.violation(listener, violation));
        if (violations.isEmpty()) {
            registrations.add(registration);
            checkOffset(listener, spec, bus);
            checkOrdering(listener, registration.listener(), bus);
        }
    }

    private void checkOffset(AnnotatedListener listener, ListenerSpec spec, EventBus bus) {
        if (spec.offset() == null) {
            return;
        }
        ListenerSpec first = beginnings.putIfAbsent(List.of(bus, spec.topic(), spec.group()), spec);
        if (first != null && !first.offset().equals(spec.offset())) {
            resolution.violation(listener, "it would begin at " + spec.offset() + ", but the listener " + first.id()
                    + " of the same topic and group begins at " + first.offset()
                    + ". They share a consumer: name the same offset, or another group");
        }
    }

    private void checkOrdering(AnnotatedListener listener, Listener made, EventBus bus) {
        ListenerSpec spec = made.spec();
        Listener first = orderings.putIfAbsent(List.of(bus, spec.topic(), spec.group()), made);
        if (first != null && first.settings().ordering() != made.settings().ordering()) {
            resolution.violation(listener, "it has the ordering " + made.settings().ordering() + ", but the listener "
                    + first.spec().id() + " of the same topic and group has " + first.settings().ordering()
                    + ". They get events in the same order: name the same ordering, or another group");
        }
    }

    /** An override for an id that nobody has does nothing, and may be a slip of the pen. */
    private void warnOfStrayOverrides() {
        Set<String> stray = new TreeSet<>(config.listeners().keySet());
        findings.listeners().forEach(listener -> stray.removeAll(ListenerResolution.keys(listener.getId())));
        // Channels look after their own.
        stray.removeIf(id -> id.startsWith(ListenerSpec.CHANNEL));
        for (String id : stray) {
            LOG.warnf(
                    "quarkus.eventstream.listener.\"%s\" overrides no annotated listener. There are %s. If it is meant for one"
                            + " that is registered at run time, what it says of delivery holds",
                    id,
                    findings.listeners().stream().map(AnnotatedListener::getId).toList());
        }
    }

    /** The build has told of those that it knew. */
    private void warnOfUnusedStreams() {
        Set<String> unused = new TreeSet<>(config.streams().keySet());
        unused.remove(EventStreamConfig.DEFAULT_STREAM);
        unused.removeAll(findings.streams());
        unused.removeAll(findings.unused());
        config.listeners().values().forEach(listener -> listener.stream().ifPresent(unused::remove));
        unused.forEach(name -> LOG.warn(UnusedStreams.warning(name, new TreeSet<>(findings.streams()))));
    }
}
