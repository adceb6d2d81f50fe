package io.quarkiverse.eventstream.runtime.channels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.runtime.bus.BusLifecycle;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The channels of the application, of all connectors of the bus. All of them are known when SmallRye has wired the application; then
 * the start fails with all problems of their attributes, if there are any.
 */
@Singleton
public class Channels {

    private static final int WIRED = Interceptor.Priority.LIBRARY_BEFORE + 1;

    private final EventStreams streams;
    private final ChannelListeners listeners;
    private final MethodChannels methods;
    private final TypedChannels types;
    private final Config properties;
    private final EventStreamConfig config;
    private final Set<String> knownStreams;

    // Guarded by this.
    private final Set<String> incoming = new HashSet<>();
    private final List<OutgoingChannel> outgoing = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();

    @Inject
    Channels(EventStreams streams, EventStreamConfig config, ChannelListeners listeners, MethodChannels methods,
            TypedChannels types, Config properties) {
        this.streams = streams;
        this.methods = methods;
        this.types = types;
        this.properties = properties;
        this.listeners = listeners;
        this.config = config;
        this.knownStreams = new HashSet<>(config.streams().keySet());
        knownStreams.add(EventStreamConfig.DEFAULT_STREAM);
    }

    /** The messages of an incoming channel. The kind of stream overrides the configured one unless it is null. */
    synchronized Flow.Publisher<Message<?>> incoming(Config channel, String kind) {
        IncomingAttributes attributes = IncomingAttributes.of(ChannelAttributes.incoming(channel, problems), knownStreams,
                types);
        listeners.expect(attributes.listenerId());
        incoming.add(attributes.channel());
        return new IncomingChannel(attributes, stream(attributes.stream(), kind, streams::get), listeners).messages();
    }

    /** The subscriber to the messages of an outgoing channel. The kind of stream overrides the configured one unless it is null. */
    synchronized Flow.Subscriber<Message<?>> outgoing(Config channel, String kind) {
        OutgoingAttributes attributes = OutgoingAttributes.of(ChannelAttributes.outgoing(channel, problems), knownStreams,
                name -> WireFormat.of(config.streams().get(name).wireFormat()));
        OutgoingChannel created = new OutgoingChannel(attributes, stream(attributes.stream(), kind, streams::getToPublish));
        outgoing.add(created);
        return created.subscriber();
    }

    /** Opens the stream when it is needed: by then, the attributes are known to be correct. */
    private Supplier<EventStream> stream(String name, String kind, Function<String, EventStream> open) {
        return () -> kind == null ? open.apply(name) : streams.get(name, kind);
    }

    synchronized void requireNoProblems(@Observes @Priority(WIRED) StartupEvent event) {
        if (!problems.isEmpty()) {
            throw WrongConfiguration.of("Channels can't be started: " + String.join("; ", problems));
        }
        MethodLog.install(properties, methods.methodsOf(incoming));
    }

    /** Opens streams together with the others of the application, so that no message has to wait for one. */
    synchronized void open(@Observes @Priority(BusLifecycle.LAST) StartupEvent event) {
        WrongConfiguration.during(() -> {
            outgoing.forEach(OutgoingChannel::open);
            return null;
        });
    }

    /** Runs before the bus closes. */
    synchronized void stopPublishing(@Observes @Priority(BusLifecycle.LAST - 1) ShutdownEvent event) {
        outgoing.forEach(OutgoingChannel::stop);
    }
}
